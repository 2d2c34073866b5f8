// The rules of WCAG 2.0 to 2.2 A and AA and of best practice that the page breaks, as axe-core says.
async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
  const found = await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
  return found.violations.map(
    (rule) =>
      `${rule.id}: ${rule.nodes.length} times, at ${rule.nodes[0].target}: ` +
      rule.nodes[0].failureSummary.replace(/\s+/g, " "),
  );
}
