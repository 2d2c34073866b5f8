// A table that is wider than its column is scrolled by keyboard too: it takes the focus, and says its name.
"use strict";
{
  const mark = () => {
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap, .notice-table, .md-typeset pre > code")) {
      const scrolls = box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== "visible";
      if (!scrolls) {
        for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
        continue;
      }
      const headings = [...document.querySelectorAll(".md-content h1, .md-content h2, .md-content h3")];
      const above = headings.filter(
        (heading) => heading.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING,
      );
      const caption = box.querySelector("caption") ?? above.at(-1);
      box.setAttribute("tabindex", "0");
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", caption?.firstChild?.textContent.trim() ?? document.title);
    }
  };
  addEventListener("load", mark);
  addEventListener("resize", mark);
}
