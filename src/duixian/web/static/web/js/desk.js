// The reading desk: fields open for correcting, a selection in the text becomes a cut or a new statement,
// the current statement stays in sight. Keys are attributes (keys.js); everything else works without this.
"use strict";
(() => {
  document.documentElement.classList.add("scripted");
  const one = (selector) => document.querySelector(selector);
  let scrolled = 0;

  function edit(name) {
    const form = one("#review");
    if (!form || form.querySelector("fieldset").disabled) return;
    form.classList.add("editing");
    const row = form.querySelector(`[data-field="${name}"]`) || form.querySelector("[data-field]");
    const field = row.querySelector("#f-value") || row.querySelector("input, textarea, select");
    field.focus();
    field.select?.();
  }

  // Where a place of the selection stands in the document: the text of a block is the document's own text.
  function place(node, offset) {
    const block = (node.nodeType === 1 ? node : node.parentElement)?.closest("[data-s]");
    if (!block) return null;
    const range = document.createRange();
    range.setStart(block, 0);
    range.setEnd(node, offset);
    // Python counts characters, a script counts halves of rare ones.
    return Number(block.dataset.s) + [...range.toString()].length;
  }

  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || !one("#desk-text")?.contains(selection.anchorNode)) return null;
    const range = selection.getRangeAt(0);
    const start = place(range.startContainer, range.startOffset);
    const end = place(range.endContainer, range.endOffset);
    return start === null || end === null ? null : { start, end, words: selection.toString() };
  }

  document.addEventListener("selectionchange", () => {
    const found = selected();
    const mark = one("[data-mark]");
    if (!found || !mark) return;
    const after = one("[data-after]");
    const here = Number(one("#desk")?.querySelector("[data-start]")?.dataset.start);
    if (after && found.start > here && found.start - here < Number(after.max) + 1) after.value = found.start - here;
    if (found.start === found.end) return;
    mark.open = true;
    mark.querySelector("[name=start]").value = found.start;
    mark.querySelector("[name=end]").value = found.end;
    const words = mark.querySelector("[data-marked-words]");
    words.hidden = false;
    words.textContent = found.words.trim().slice(0, 80);
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-edit]")) {
      return edit(one("input[name=kind]:checked")?.value === "figure" ? "value" : "subject");
    }
    const said = event.target.closest(".scripted .side-fields:not(.editing) .said:not(.plain)");
    if (said) edit(said.closest("[data-field]").dataset.field);
  });

  // A link inside the text is not followed while one selects over it.
  document.addEventListener("click", (event) => {
    if (event.target.closest("#desk-text a") && !getSelection().isCollapsed) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, true);

  function show() {
    const text = one("#desk-text");
    const here = text?.querySelector(".m.on, .t.on, .tb.on");
    one(".desk-sheets .b.on")?.scrollIntoView({ block: "center" });
    if (!here) return;
    const isPage = getComputedStyle(text).overflowY === "visible";
    if (isPage) return scrollTo(0, scrollY + here.getBoundingClientRect().top - innerHeight * 0.22);
    text.scrollTop = scrolled;
    const box = here.getBoundingClientRect();
    const pane = text.getBoundingClientRect();
    if (box.top < pane.top + 70 || box.bottom > pane.bottom - 120) {
      text.scrollTop += box.top - pane.top - pane.height * 0.35;
    }
  }

  document.addEventListener("htmx:beforeSwap", () => {
    scrolled = one("#desk-text")?.scrollTop || 0;
  });
  document.addEventListener("htmx:afterSettle", show);
  show();
  document.fonts?.ready.then(show);
})();
