// A number pressed shows where it comes from, beside it; Esc closes, and the focus goes back. Without script it is a link.
"use strict";
(() => {
  const NARROW = 760;
  let open = null;
  const says = (name) => document.querySelector(".sources").dataset[name];
  function close() {
    if (!open) return;
    open.card.remove();
    open.from.removeAttribute("aria-expanded");
    open.from.focus({ preventScroll: true });
    open = null;
  }
  function place(card, from) {
    const box = from.getClientRects()[0];
    if (window.innerWidth < NARROW) {
      // The number stays in sight above the sheet.
      const room = window.innerHeight - card.offsetHeight;
      const off = box.top < 8 || box.bottom > room - 8;
      if (off) window.scrollBy({ top: box.top - Math.max(16, room / 2), behavior: "instant" });
      return;
    }
    const page = document.documentElement.clientWidth;
    const width = Math.min(430, page - 32);
    const left = Math.max(16, Math.min(box.left - 40, page - width - 16));
    card.style.width = `${width}px`;
    card.style.left = `${left + window.scrollX}px`;
    card.style.top = `${box.bottom + window.scrollY + 12}px`;
    card.style.setProperty("--arrow", `${box.left + box.width / 2 - left}px`);
  }
  function head(from) {
    const line = document.createElement("p");
    const number = document.createElement("b");
    number.textContent = from.textContent.trim();
    line.className = "card-of";
    line.append(number, ` ${says("where")}`);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "card-close";
    button.textContent = says("close");
    button.addEventListener("click", close);
    line.append(button);
    return line;
  }
  function show(from) {
    const card = document.getElementById(from.dataset.card).cloneNode(true);
    card.removeAttribute("id");
    card.classList.add("floating");
    card.setAttribute("role", "dialog");
    card.setAttribute("tabindex", "-1");
    card.setAttribute("aria-label", `${from.textContent.trim()} ${says("where")}`);
    card.prepend(head(from));
    document.body.append(card);
    from.setAttribute("aria-expanded", "true");
    open = { card, from };
    place(card, from);
    card.focus({ preventScroll: true });
  }
  document.addEventListener("click", (event) => {
    const from = event.target.closest("[data-card]");
    if (from) {
      event.preventDefault();
      const again = open && open.from === from;
      close();
      if (!again) show(from);
      return;
    }
    if (event.target.closest("[data-row]")) document.getElementById("list").open = true;
    if (open && (!event.target.closest(".floating") || event.target.closest("[data-row]"))) {
      const row = event.target.closest("[data-row]");
      close();
      if (row) location.hash = row.hash;
    }
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
})();
