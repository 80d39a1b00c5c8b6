// Arrow keys move between the cells of the wall chart; Enter goes into one, Escape comes out.
"use strict";
(() => {
  const table = document.querySelector("[data-wall]");
  if (!table) return;
  const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].slice(1));
  let at = [0, 0];
  rows.flat().forEach((cell) => { cell.tabIndex = -1; });
  if (rows.length) rows[0][0].tabIndex = 0;
  const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  table.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td");
    if (!cell) return;
    if (event.key === "Escape") { cell.focus(); return; }
    if (event.key === "Enter" && event.target === cell) {
      const first = cell.querySelector("a");
      if (first) first.focus();
      event.preventDefault();
      return;
    }
    const step = steps[event.key];
    if (!step) return;
    const row = rows.findIndex((each) => each.includes(cell));
    at = [row + step[0], rows[row].indexOf(cell) + step[1]];
    const next = rows[at[0]] && rows[at[0]][at[1]];
    if (!next) return;
    cell.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
    event.preventDefault();
  });
})();
