// Keys, told by attributes and nothing else:
//   data-key="a"      pressing A clicks the element (a field gets the focus)
//   data-rows         the element whose [data-row] children J and K walk through; Enter opens the first link or details
// Single letters are off while one types, and where <body data-keys-off>.
"use strict";
(() => {
  const ticked = /^(checkbox|radio|button|submit)$/;
  const isTyping = (node) =>
    node.isContentEditable || (/^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName) && !ticked.test(node.type));
  const isShown = (node) => node.getClientRects().length > 0;
  const rows = () => [...document.querySelectorAll("[data-rows] [data-row]")].filter(isShown);
  const current = () => document.querySelector("[data-rows] [data-row].is-current");
  const MENUS = "details.me[open], details.asof[open], details.chip-menu[open], details.more[open]";

  function walk(step) {
    const all = rows();
    const here = all.indexOf(current());
    const start = step > 0 ? 0 : all.length - 1;
    const next = all[here < 0 ? start : Math.min(Math.max(here + step, 0), all.length - 1)];
    for (const row of all) row.classList.toggle("is-current", row === next);
    (next.querySelector("a[href], button, summary") || next).focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    next.dispatchEvent(new CustomEvent("row:current", { bubbles: true }));
  }

  function close() {
    const menu = document.querySelector(MENUS);
    if (!menu) return false;
    menu.open = false;
    menu.querySelector("summary").focus();
    return true;
  }

  function press(key) {
    const named = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)];
    const found = named.find((node) => isShown(node) && !node.disabled);
    if (!found) return false;
    if (isTyping(found)) {
      found.focus();
      found.select?.();
    } else {
      found.click();
    }
    return true;
  }

  function escape(event) {
    if (document.querySelector("dialog[open]")) return;
    if (isTyping(event.target)) event.target.blur();
    else if (!close()) press("Escape");
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (event.key === "Escape") return escape(event);
    if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key.length !== 1 || "keysOff" in document.body.dataset) return;
    const key = event.key.toLowerCase();
    if (key === "?") document.getElementById("all-keys")?.showModal();
    else if (key === "j" && rows().length) walk(1);
    else if (key === "k" && rows().length) walk(-1);
    else if (!press(key)) return;
    event.preventDefault();
  });
})();
