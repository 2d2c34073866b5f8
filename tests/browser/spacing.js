// A reader's own spacing (WCAG 1.4.12), handed over in a way that the policy of a page allows.
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } " +
    "p { margin-block-end: 2em !important }");
  document.adoptedStyleSheets = [sheet];
}
