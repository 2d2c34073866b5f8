// Words that something cuts off.
() => {
  const shown = { visibilityProperty: true, opacityProperty: true };
  const cuts = (overflow) => ["clip", "hidden"].includes(overflow);
  const isCut = (words) => {
    const place = words.getBoundingClientRect();
    for (let box = words; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box);
      const around = box.getBoundingClientRect();
      if (around.width < 2 || style.clipPath.includes("inset")) return false; // for screen readers alone
      if (cuts(style.overflowX) && (box.scrollWidth > box.clientWidth + 1 || place.right > around.right + 1)) return true;
      if (cuts(style.overflowY) && place.bottom > around.bottom + 1) return true;
      if (["auto", "scroll"].includes(style.overflowX)) return false;
    }
    return false;
  };
  return [...document.querySelectorAll("body *")]
    .filter((each) => [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()))
    .filter((each) => !each.closest("svg, .md-search, [hidden]") && each.checkVisibility(shown) && isCut(each))
    .map((each) => each.outerHTML.slice(0, 160));
}
