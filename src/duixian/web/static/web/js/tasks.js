// The task breakdown: choosing rows, the name of the deed on the button, single keys. Without this all of it is forms.
(() => {
  "use strict";
  const bar = document.querySelector("[data-bar]");
  const root = document.querySelector("[data-tasks]");
  if (!root) return;
  const rows = () => [...root.querySelectorAll("tr[data-row]")].filter((row) => row.offsetParent);
  const picks = () => [...root.querySelectorAll("[data-pick]")];
  let current = null;

  const here = (row) => {
    if (current) current.classList.remove("is-current");
    current = row;
    if (!row) return;
    row.classList.add("is-current");
    row.scrollIntoView({ block: "nearest" });
  };

  const tell = () => {
    if (!bar) return;
    const count = picks().filter((pick) => pick.checked).length;
    for (const pick of picks()) pick.closest("tr").classList.toggle("is-chosen", pick.checked);
    bar.hidden = count === 0;
    bar.querySelector("[data-count]").textContent = bar.dataset.chosen.replace("%s", count);
    const lead = bar.querySelector("[data-lead]"), deed = bar.querySelector("[data-deed]");
    const name = lead.value && lead.value !== "none" ? lead.selectedOptions[0].textContent : "";
    deed.firstElementChild.textContent = name ? deed.dataset.give.replace("%s", name) : deed.dataset.change;
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
    if (event.target.matches(".cell-form select:not([multiple])")) event.target.form.requestSubmit();
    tell();
  });
  root.addEventListener("click", (event) => {
    const row = event.target.closest("tr[data-row]");
    if (row) here(row);
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

  document.addEventListener("keydown", (event) => {
    const form = event.target.closest && event.target.closest(".cell-form");
    if (event.key === "Escape") return form ? close(form) : drop();
    const typing = event.target.matches("input:not([type=checkbox]), select, textarea, button, a, summary");
    if (event.ctrlKey || event.metaKey || event.altKey || document.documentElement.dataset.keys === "off") return undefined;
    if (event.target.matches("input:not([type=checkbox]), select, textarea")) return undefined;
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") {
      const all = rows(), at = all.indexOf(current);
      here(all[Math.min(all.length - 1, Math.max(0, at + (key === "j" ? 1 : -1)))]);
    } else if (key === "x") {
      toggle(current || rows()[0]);
    } else if (event.key === "Enter" && !typing && bar && !bar.hidden) {
      event.preventDefault();
      bar.requestSubmit();
    } else if (event.key === "Enter" && !typing && current) {
      current.querySelector("[data-open]").click();
    }
    return undefined;
  });

  for (const box of root.querySelectorAll("[data-pick-all]")) box.hidden = false;
  if (bar) {
    bar.querySelector("[data-drop]").hidden = false;
    bar.querySelector("[data-deed] kbd").hidden = false;
  }
  tell();
})();
