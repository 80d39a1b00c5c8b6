// The task breakdown: choosing rows, the name of the deed on the button, single keys. Without this all of it is forms.
(() => {
  "use strict";
  const bar = document.querySelector("[data-bar]");
  const root = document.querySelector("[data-tasks]");
  if (!root) return;
  const picks = () => [...root.querySelectorAll("[data-pick]")];
  const current = () => root.querySelector("[data-row].is-current");

  const tell = () => {
    if (!bar) return;
    const count = picks().filter((pick) => pick.checked).length;
    for (const pick of picks()) pick.closest("tr").classList.toggle("is-chosen", pick.checked);
    bar.hidden = count === 0;
    bar.querySelector("[data-count]").textContent = bar.dataset.chosen.replace("%s", count);
    const lead = bar.querySelector("[data-lead]"), deed = bar.querySelector("[data-deed]");
    const name = lead.value && lead.value !== "none" ? lead.selectedOptions[0].textContent : "";
    deed.firstElementChild.textContent = name ? deed.dataset.give.replace("%s", name) : deed.dataset.change;
    const menu = bar.querySelector("[data-supporting]");
    const chosen = [...bar.querySelectorAll("input[name=supporting]:checked")].map((box) => box.nextElementSibling.textContent);
    menu.textContent = chosen.join("、") || menu.dataset.keep;
    for (const all of root.querySelectorAll("[data-pick-all]")) {
      const own = [...all.closest(".chapter").querySelectorAll("[data-pick]")];
      all.checked = own.length > 0 && own.every((pick) => pick.checked);
      all.indeterminate = !all.checked && own.some((pick) => pick.checked);
    }
  };

  const drop = () => {
    for (const pick of picks()) pick.checked = false;
    if (bar) bar.reset();
    tell();
  };

  const toggle = (row) => {
    const pick = row && row.querySelector("[data-pick]");
    if (!pick) return;
    pick.checked = !pick.checked;
    tell();
  };

  root.addEventListener("change", (event) => {
    if (event.target.matches("[data-pick-all]")) {
      for (const pick of event.target.closest(".chapter").querySelectorAll("[data-pick]")) pick.checked = event.target.checked;
    }
    if (event.target.matches(".cell-form select")) event.target.form.requestSubmit();
    tell();
  });
  root.addEventListener("click", (event) => {
    const row = event.target.closest("tr[data-row]");
    for (const each of root.querySelectorAll("[data-row]")) if (row) each.classList.toggle("is-current", each === row);
    if (event.target.closest("[data-drop]")) { event.preventDefault(); drop(); }
  });

  // A cell that was opened by mistake closes on Esc as it was.
  const was = new WeakMap();
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.target.matches && event.target.matches("tr[data-row] > td")) was.set(event.target, event.target.innerHTML);
  });
  document.addEventListener("htmx:afterSettle", () => {
    for (const box of root.querySelectorAll("[data-pick-all]")) box.hidden = false;
    tell();
  });

  const close = (form) => {
    const cell = form.closest("td");
    if (!cell || !was.has(cell)) return;
    cell.innerHTML = was.get(cell);
    if (window.htmx) window.htmx.process(cell);
    const link = cell.querySelector("a");
    if (link) link.focus();
  };

  // X selects, Enter does what the bar's button says; J, K, Esc are the frame's.
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest(".cell-form");
    if (event.key === "Escape" && form) {
      event.preventDefault();
      close(form);
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.matches("input:not([type=checkbox]), select, textarea, summary, button")) return;
    if (event.key.toLowerCase() === "x" && !("keysOff" in document.body.dataset)) toggle(current() || root.querySelector("[data-row]"));
    if (event.key === "Enter" && bar && !bar.hidden) {
      event.preventDefault();
      bar.requestSubmit();
    }
  }, true);

  for (const box of root.querySelectorAll("[data-pick-all]")) box.hidden = false;
  if (bar) {
    bar.querySelector("[data-drop]").hidden = false;
    bar.querySelector("[data-deed] kbd").hidden = false;
  }
  tell();
})();
