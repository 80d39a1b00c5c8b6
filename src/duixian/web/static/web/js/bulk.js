// Many rows at once: boxes, the bar above them, the name of the deed on its button. Told by attributes:
//   data-picks        what holds the rows and the bar      data-bar     the form; with data-enter Enter sends it
//   data-pick         the box of a row, X ticks it         data-drop    gives the choice up
//   data-pick-all     ticks all boxes of its data-pick-group
// Without this all of it is a form.
"use strict";
(() => {
  const root = document.querySelector("[data-picks]");
  if (!root) return;
  const bar = () => root.querySelector("[data-bar]");
  const picks = () => [...root.querySelectorAll("[data-pick]")];
  const current = () => root.querySelector("[data-row].is-current");

  function tell() {
    const form = bar();
    if (!form) return;
    for (const pick of picks()) pick.closest("tr").classList.toggle("is-chosen", pick.checked);
    const count = picks().filter((pick) => pick.checked).length;
    form.hidden = count === 0;
    form.querySelector("[data-count]").textContent = form.dataset.chosen.replace("%s", count);
    const lead = form.querySelector("[data-lead]"), deed = form.querySelector("[data-deed]");
    const name = lead.value && lead.value !== "none" ? lead.selectedOptions[0].textContent : "";
    deed.firstElementChild.textContent = name ? deed.dataset.give.replace("%s", name) : deed.dataset.change;
    for (const all of root.querySelectorAll("[data-pick-all]")) {
      const own = [...all.closest("[data-pick-group]").querySelectorAll("[data-pick]")];
      all.checked = own.length > 0 && own.every((pick) => pick.checked);
      all.indeterminate = !all.checked && own.some((pick) => pick.checked);
    }
    root.dispatchEvent(new CustomEvent("picks:told"));
  }

  function drop() {
    for (const pick of picks()) pick.checked = false;
    bar()?.reset();
    tell();
  }

  function toggle(row) {
    const pick = row?.querySelector("[data-pick]");
    if (!pick) return;
    pick.checked = !pick.checked;
    tell();
  }

  // What needs a script shows itself only where there is one.
  function ready() {
    for (const box of root.querySelectorAll("[data-pick-all], [data-drop], [data-deed] kbd")) box.hidden = false;
    tell();
  }

  root.addEventListener("change", (event) => {
    if (event.target.matches("[data-pick-all]")) {
      const own = event.target.closest("[data-pick-group]").querySelectorAll("[data-pick]");
      for (const pick of own) pick.checked = event.target.checked;
    }
    tell();
  });
  root.addEventListener("click", (event) => {
    const row = event.target.closest("tr[data-row]");
    for (const each of root.querySelectorAll("[data-row]")) if (row) each.classList.toggle("is-current", each === row);
    if (event.target.closest("[data-drop]")) {
      event.preventDefault();
      drop();
    }
  });
  document.addEventListener("htmx:afterSettle", ready);

  // J, K and Esc are the frame's.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.matches("input:not([type=checkbox]), select, textarea, summary, button")) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key.toLowerCase() === "x" && !("keysOff" in document.body.dataset)) toggle(current() || root.querySelector("[data-row]"));
    const form = bar();
    if (event.key === "Enter" && form && !form.hidden && "enter" in form.dataset) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-deed]"));
    }
  }, true);

  ready();
})();
