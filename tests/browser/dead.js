// Controls that do nothing without a script.
() => [...document.querySelectorAll("button:not([popovertarget]), input, select")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .map((each) => each.outerHTML.slice(0, 120))
