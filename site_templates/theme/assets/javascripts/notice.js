/* What makes the text easier to use: addresses to copy, definitions at hand, everything open on paper. */
"use strict";
(() => {
  /* A button beside each clause's heading copies its address; without it, the link there leads to the same. */
  const text = document.querySelector(".notice-text");
  if (text && navigator.clipboard) {
    const status = document.createElement("p");
    status.className = "notice-hidden";
    status.setAttribute("role", "status");
    text.append(status);
    for (const link of document.querySelectorAll("h2[id] > .headerlink, h3[id] > .headerlink, h4[id] > .headerlink")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "notice-copy";
      button.title = text.dataset.copy;
      button.setAttribute("aria-label", text.dataset.copy);
      button.textContent = link.textContent;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(link.href);
        history.replaceState(null, "", link.href);
        status.textContent = "";
        status.textContent = button.title = text.dataset.copied;
        button.classList.add("notice-copied");
        setTimeout(() => {
          button.title = text.dataset.copy;
          button.classList.remove("notice-copied");
        }, 2000);
      });
      link.replaceWith(button);
    }
  }

  /* A defined term shows its definition on hover, focus and tap, and bound words the facts that they stand on; Escape
     closes it. The words are those of the list of definitions, and the titles of the bound words. */
  const popover = document.createElement("div");
  popover.className = "notice-popover";
  popover.id = "notice-popover";
  popover.setAttribute("role", "tooltip");
  popover.hidden = true;
  let shown = null;
  let waiting = 0;

  const hide = () => {
    clearTimeout(waiting);
    popover.hidden = true;
    shown?.removeAttribute("aria-describedby");
    shown = null;
  };
  const place = (term) => {
    const at = term.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const left = Math.max(12, Math.min(at.left, width - popover.offsetWidth - 12));
    const below = at.bottom + popover.offsetHeight + 12 < window.innerHeight;
    const top = below ? at.bottom + 4 : Math.max(60, at.top - popover.offsetHeight - 4);
    popover.style.left = `${left + window.scrollX}px`;
    popover.style.top = `${top + window.scrollY}px`;
  };
  const said = (term) => {
    if (term.dataset.on) return [text.dataset.on, term.dataset.on];
    const head = document.getElementById(term.hash.slice(1));
    return head && [head.querySelector("dfn").textContent, head.nextElementSibling.textContent];
  };
  const show = (term) => {
    clearTimeout(waiting);
    const words = said(term);
    if (!words || shown === term) return;
    hide();
    const name = document.createElement("strong");
    name.textContent = words[0];
    popover.replaceChildren(name, words[1]);
    popover.hidden = false;
    term.setAttribute("aria-describedby", popover.id);
    shown = term;
    place(term);
  };
  const leave = () => {
    clearTimeout(waiting);
    waiting = setTimeout(hide, 250);
  };

  for (const bound of document.querySelectorAll(".clause span[data-fact][title]")) {
    bound.dataset.on = bound.title;
    bound.removeAttribute("title");
    bound.tabIndex = 0;
  }
  const terms = document.querySelectorAll('a[href^="#term-"], span[data-on]');
  if (terms.length) document.querySelector("main").append(popover);
  for (const term of terms) {
    term.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && show(term));
    term.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && leave());
    term.addEventListener("focus", () => show(term));
    term.addEventListener("blur", hide);
    let open = false;
    term.addEventListener("pointerdown", () => { open = shown === term; });
    term.addEventListener("click", (event) => {
      /* The first tap of a finger shows the definition, the second follows the link. */
      if (event.pointerType !== "touch" || open || event.target.closest("a, [data-on]") !== term) return;
      event.preventDefault();
      show(term);
    });
  }
  popover.addEventListener("pointerenter", () => clearTimeout(waiting));
  popover.addEventListener("pointerleave", leave);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  document.addEventListener("pointerdown", (event) => {
    if (shown && event.target !== shown && !popover.contains(event.target)) hide();
  });

  /* Paper cannot be opened. */
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const each of closed) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of closed) each.open = false;
  });
})();
