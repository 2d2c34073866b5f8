// The controls that are shown and that the focus has not been on.
() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
  .filter((each) => each.dataset.visited !== "yes" && !each.disabled && each.tabIndex >= 0 &&
    each.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && each.type !== "radio")
  .map((each) => each.outerHTML.slice(0, 120))
