// The menu of a narrow screen, usable by keyboard alone. The theme's hidden box says whether it is open.
"use strict";
{
  const box = document.getElementById("__drawer");
  const opener = document.querySelector(".notice-menu-button");
  const menu = document.querySelector(".md-sidebar--primary");
  const wide = matchMedia("(min-width: 76.25em)");
  const behind = document.querySelectorAll(
    ".md-skip, .md-header, .md-content, .md-sidebar--secondary, .md-top, .md-footer",
  );
  box.checked = false; // a browser may remember
  const toggle = (open) => {
    if (box.checked !== open) box.click();
  };
  box.addEventListener("change", () => {
    opener.setAttribute("aria-expanded", String(box.checked));
    for (const element of behind) element.inert = box.checked;
    (box.checked ? menu.querySelector(".notice-menu-close") : opener).focus();
  });
  opener.addEventListener("click", () => toggle(!box.checked));
  menu.querySelector(".notice-menu-close").addEventListener("click", () => toggle(false));
  menu.addEventListener("click", (event) => {
    if (event.target.closest("a[href*='#']")) toggle(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") toggle(false);
  });
  wide.addEventListener("change", () => toggle(false));
}
