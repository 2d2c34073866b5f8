// The search, usable by keyboard alone. The theme's hidden box says whether it is open, and its script searches.
"use strict";
{
  const box = document.getElementById("__search");
  const opener = document.querySelector(".notice-search-button");
  const dialog = document.querySelector(".md-search");
  const query = dialog.querySelector(".md-search__input");
  const narrow = matchMedia("(max-width: 59.984375em)");
  const behind = document.querySelectorAll(".md-skip, .md-logo, .notice-menu-button, .md-header__title, .md-container");
  box.checked = false; // a browser may remember
  const toggle = (open) => {
    if (box.checked !== open) box.click();
  };
  const close = () => {
    toggle(false);
    query.blur();
    if (narrow.matches) opener.focus();
  };
  const cover = () => {
    for (const element of behind) element.inert = box.checked && narrow.matches;
  };
  box.addEventListener("change", () => {
    opener.setAttribute("aria-expanded", String(box.checked));
    cover();
  });
  narrow.addEventListener("change", cover);
  opener.addEventListener("click", () => {
    toggle(true);
    query.focus();
  });
  dialog.querySelector(".notice-search-close").addEventListener("click", close);
  dialog.querySelector(".md-search__overlay").addEventListener("click", close);
  dialog.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !dialog.contains(event.relatedTarget)) toggle(false);
  });
  // The theme leaves the results to the arrow keys alone.
  const results = dialog.querySelector(".md-search-result__list");
  new MutationObserver(() => {
    for (const link of results.querySelectorAll("a[tabindex]")) link.removeAttribute("tabindex");
  }).observe(results, { childList: true, subtree: true });
  // The theme closes the search at Tab, and takes every other key for the query. A reader moves through the results
  // with Tab as everywhere, and presses buttons with Space and Enter.
  window.addEventListener(
    "keydown",
    (event) => {
      if (!box.checked || event.ctrlKey || event.metaKey) return;
      const ours = document.activeElement === query ? ["Tab", "Shift"] : ["Tab", "Shift", "Enter", " "];
      if (ours.includes(event.key)) event.stopImmediatePropagation();
      if (event.key === "Escape") {
        event.stopImmediatePropagation();
        close();
      }
    },
    true,
  );
}
