// The element that has the focus: whether the focus was here before, and what keeps a reader from seeing it.
() => {
  const stop = document.activeElement;
  if (stop === document.body || stop === document.documentElement) return null;
  const again = stop.dataset.visited === "yes";
  stop.dataset.visited = "yes";
  const name = `${stop.tagName.toLowerCase()}.${stop.className} "${stop.innerText?.trim().slice(0, 40)}"`;
  const style = getComputedStyle(stop);
  const faults = [];
  if (!stop.checkVisibility({ opacityProperty: true, visibilityProperty: true })) faults.push("is not shown");
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 1) faults.push("is not marked");
  const boxes = [...stop.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
  const seen = boxes.some((box) => {
    const x = Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(box.y + box.height / 2, 0), innerHeight - 1);
    if (x < box.left || x > box.right || y < box.top || y > box.bottom) return false;
    const there = document.elementFromPoint(x, y);
    return there && (stop.contains(there) || there.contains(stop));
  });
  if (!seen) faults.push("is off the screen or below something");
  return { again, faults: faults.map((fault) => `${name} ${fault}`) };
}
