// Words that nobody can reach: hidden, by nothing that opens without a script, and not those of a control that needs one.
() => {
  const found = [];
  const texts = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const around = texts.currentNode.parentElement;
    const words = texts.currentNode.data.trim();
    if (!words || around.closest("details, [popover], svg, script, template")) continue;
    if (around.closest("[hidden]")?.querySelector("input, select, button")) continue;
    if (!around.checkVisibility({ visibilityProperty: true })) found.push(words);
  }
  return found;
}
