// Before anything is shown: light or dark, as the system says, and that there are scripts, so that nothing moves later.
// Nothing is stored: a change of the system changes the page.
"use strict";
{
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    document.body.dataset.mdColorScheme = dark.matches ? "slate" : "default";
  };
  dark.addEventListener("change", apply);
  apply();
  document.documentElement.classList.replace("no-js", "js");
}
