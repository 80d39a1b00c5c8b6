// Arrow keys move between the cells of the wall chart; Enter lists one, Escape closes the list and goes back to its cell.
"use strict";
(() => {
  const table = document.querySelector("[data-wall]");
  if (!table) return;
  const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].slice(1));
  let at = [0, 0];
  rows.flat().forEach((cell) => { cell.tabIndex = -1; });
  if (rows.length) rows[0][0].tabIndex = 0;
  const dialog = document.getElementById("wall-cell");
  function list(cell) {
    const links = [...cell.querySelectorAll("a")];
    if (!links.length) return;
    const head = (each) => (each.firstChild ? each.querySelector("a") || each.firstChild : each).textContent.trim();
    dialog.querySelector("h2").textContent = `${head(cell.parentNode.cells[0])} ${head(table.tHead.rows[0].cells[cell.cellIndex])}`;
    dialog.querySelector("ul").replaceChildren(...links.map((link) => {
      const row = document.createElement("li");
      const to = document.createElement("a");
      to.href = link.href;
      to.textContent = link.title;
      row.append(to);
      return row;
    }));
    dialog.addEventListener("close", () => cell.focus(), { once: true });
    dialog.showModal();
    dialog.querySelector("a").focus();
  }
  const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  table.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td");
    if (!cell) return;
    if (event.key === "Escape") { cell.focus(); return; }
    if (event.key === "Enter" && event.target === cell) {
      list(cell);
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
