/* Lists and tables that can be filtered and sorted. Without this script every row stands; nothing is remembered. */
"use strict";
(() => {
  const language = document.documentElement.lang || undefined;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  /* The entries of one cell: the kinds that its items are of, the items of its list, or the whole of it. */
  const entries = (item, column) => {
    const cell = item.children[column];
    const kinds = cell.querySelectorAll("[data-kind]");
    if (kinds.length) return [...kinds].map((part) => part.dataset.kind);
    const parts = cell.querySelectorAll("li > span:first-child, li:not(:has(> span))");
    return (parts.length ? [...parts] : [cell]).map((part) => part.textContent.trim());
  };

  const enableFilter = (filter) => {
    const items = [...document.querySelectorAll(filter.dataset.items)];
    const texts = items.map((item) => plain(item.textContent));
    const input = filter.querySelector("input");
    const selects = [...filter.querySelectorAll("select")];
    const status = filter.querySelector("[role=status]");
    const groups = new Set(items.map((item) => item.closest("details")).filter(Boolean));

    for (const select of selects) {
      const found = new Set(items.flatMap((item) => entries(item, Number(select.dataset.column))));
      for (const text of [...found].sort(new Intl.Collator(language).compare)) select.add(new Option(text));
    }
    const show = () => {
      const words = plain(input.value).split(/\s+/).filter(Boolean);
      const chosen = selects.filter((select) => select.value);
      let shown = 0;
      items.forEach((item, number) => {
        const fits = words.every((word) => texts[number].includes(word))
          && chosen.every((select) => entries(item, Number(select.dataset.column)).includes(select.value));
        item.hidden = !fits;
        if (fits) shown += 1;
      });
      for (const group of groups) {
        group.hidden = !group.querySelector("li:not([hidden])");
        group.open = words.length > 0 && !group.hidden;
      }
      const active = words.length || chosen.length;
      status.textContent = active
        ? status.dataset.text.replace("{found}", shown).replace("{all}", items.length) : "";
    };
    filter.addEventListener("input", show);
    filter.hidden = false;
  };

  const enableSort = (table) => {
    const body = table.tBodies[0];
    const order = new Intl.Collator(language, { numeric: true });
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "notice-sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const each of heads) each.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const key = (row) => row.cells[column].textContent.trim();
        const sorted = [...body.rows].sort((a, b) => order.compare(key(a), key(b)));
        body.append(...(down ? sorted.reverse() : sorted));
      });
    });
  };

  document.querySelectorAll(".notice-filter").forEach(enableFilter);
  document.querySelectorAll(".notice-data table").forEach(enableSort);
})();
