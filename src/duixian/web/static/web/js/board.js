// The board: a card is dragged to another stage, or M asks where to. A refusal stands in the column it was meant for.
"use strict";
(() => {
  const board = document.querySelector(".board");
  const dialog = document.getElementById("move-dialog");
  const token = document.querySelector('meta[name="csrf-token"]').content;
  let held = null;

  const columnOf = (node) => node.closest?.(".board-column");
  const light = (column) => {
    for (const each of board.querySelectorAll(".board-column")) each.classList.toggle("is-over", each === column);
  };

  async function move(card, column) {
    light(null);
    if (!column || column === columnOf(card)) return;
    for (const old of board.querySelectorAll(".board-refused")) old.remove();
    for (const old of board.querySelectorAll(".is-refused")) old.classList.remove("is-refused");
    const body = new URLSearchParams({ to: column.dataset.stage, csrfmiddlewaretoken: token });
    const answer = await fetch(card.dataset.move, { method: "POST", body, headers: { "X-Board": "1" } });
    if (answer.ok) return location.reload();
    column.classList.add("is-refused");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const note = page.querySelector(".board-refused") || page.querySelector(".note, main") || page.body;
    column.append(note);
    note.scrollIntoView({ block: "nearest" });
  }

  board.addEventListener("dragstart", (event) => {
    held = event.target.closest(".card[data-move]");
    held?.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held?.dataset.case || "");
  });
  board.addEventListener("dragover", (event) => {
    if (!held || !columnOf(event.target)) return;
    event.preventDefault();
    light(columnOf(event.target));
  });
  board.addEventListener("drop", (event) => {
    event.preventDefault();
    if (held) move(held, columnOf(event.target));
  });
  board.addEventListener("dragend", () => {
    held?.classList.remove("is-dragged");
    held = null;
    light(null);
  });

  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key.toLowerCase() !== "m" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
    if ("keysOff" in document.body.dataset || document.querySelector("dialog[open]")) return;
    const card = board.querySelector(".card[data-move].is-current") || document.activeElement.closest?.(".card[data-move]");
    if (!card) return;
    event.preventDefault();
    dialog.querySelector("[data-of]").textContent = card.querySelector("h3").textContent.trim();
    dialog.returnValue = "";
    dialog.card = card;
    dialog.showModal();
  });
  dialog.addEventListener("click", (event) => {
    const to = event.target.dataset?.to;
    if (!to) return;
    dialog.close();
    move(dialog.card, board.querySelector(`[data-stage="${CSS.escape(to)}"]`));
  });
})();
