// The task breakdown: supporting offices in the bar, cells that are edited in place. Choosing rows is bulk.js.
(() => {
  "use strict";
  const root = document.querySelector("[data-tasks]");
  if (!root) return;

  function supporting() {
    const menu = root.querySelector("[data-supporting]");
    if (!menu) return;
    const chosen = [...root.querySelectorAll("[data-bar] input[name=supporting]:checked")];
    menu.textContent = chosen.map((box) => box.nextElementSibling.textContent).join("、") || menu.dataset.keep;
  }
  root.addEventListener("picks:told", supporting);
  supporting();

  root.addEventListener("change", (event) => {
    if (event.target.matches(".cell-form select")) event.target.form.requestSubmit();
  });

  // A cell that was opened by mistake closes on Esc as it was.
  const was = new WeakMap();
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.target.matches && event.target.matches("tr[data-row] > td")) was.set(event.target, event.target.innerHTML);
  });

  const close = (form) => {
    const cell = form.closest("td");
    if (!cell || !was.has(cell)) return;
    cell.innerHTML = was.get(cell);
    if (window.htmx) window.htmx.process(cell);
    const link = cell.querySelector("a");
    if (link) link.focus();
  };
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest(".cell-form");
    if (event.key !== "Escape" || !form) return;
    event.preventDefault();
    close(form);
  }, true);
})();
