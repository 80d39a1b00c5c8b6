// A number pressed shows where it comes from, beside it; Esc closes, and the focus goes back. Without script it is a link.
"use strict";
(() => {
  let open = null;
  function close() {
    if (!open) return;
    open.card.remove();
    open.from.removeAttribute("aria-expanded");
    open.from.focus();
    open = null;
  }
  function place(card, from) {
    if (window.innerWidth < 760) return;
    const box = from.getBoundingClientRect();
    const width = Math.min(430, document.documentElement.clientWidth - 32);
    const left = Math.max(16, Math.min(box.left - 40, document.documentElement.clientWidth - width - 16));
    card.style.width = `${width}px`;
    card.style.left = `${left + window.scrollX}px`;
    card.style.top = `${box.bottom + window.scrollY + 10}px`;
  }
  document.addEventListener("click", (event) => {
    const from = event.target.closest("[data-card]");
    if (from) {
      event.preventDefault();
      const again = open && open.from === from;
      close();
      if (again) return;
      const card = document.getElementById(from.dataset.card).cloneNode(true);
      card.removeAttribute("id");
      card.classList.add("floating");
      card.setAttribute("role", "dialog");
      card.setAttribute("tabindex", "-1");
      document.body.append(card);
      place(card, from);
      from.setAttribute("aria-expanded", "true");
      open = { card, from };
      card.focus({ preventScroll: true });
      return;
    }
    if (event.target.closest("[data-list]")) document.getElementById("list").open = true;
    if (open && !event.target.closest(".floating")) close();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
})();
