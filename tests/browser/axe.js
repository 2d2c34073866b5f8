// The rules of WCAG 2.0 to 2.2 A and AA and of best practice that the page breaks, as axe-core says; `colours` alone, or all.
async (colours) => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
  const only = colours ? ["color-contrast", "link-in-text-block"] : null;
  const runOnly = only ? { type: "rule", values: only } : { type: "tag", values: tags };
  const found = await axe.run(document, { runOnly, resultTypes: ["violations"] });
  return found.violations.map(
    (rule) =>
      `${rule.id}: ${rule.nodes.length} times, at ${rule.nodes[0].target}: ` +
      rule.nodes[0].failureSummary.replace(/\s+/g, " "),
  );
}
