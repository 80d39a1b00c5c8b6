// The frame: htmx sends the CSRF token; a menu closes when one presses elsewhere.
"use strict";
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("meta[name=csrf-token]");
  if (event.detail.verb !== "get" && token) event.detail.headers["X-CSRFToken"] = token.content;
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.me[open], details.asof[open], details.chip-menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
// A form that is under way is not sent twice: the second press does nothing until the page answers. A button that
// brings a file (data-file) leaves the page as it is, and may be pressed again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (event.submitter?.hasAttribute("data-file")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
