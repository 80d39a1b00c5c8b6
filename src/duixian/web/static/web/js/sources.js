// A source mark opens its card beside the page: with a press, or with I on the row that is current. Without script it is a link.
"use strict";
(() => {
  const card = () => document.getElementById("source-card");
  async function show(link) {
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return location.assign(link.href);
    card().innerHTML = await answer.text();
    card().showModal();
    card().addEventListener("close", () => link.focus(), { once: true });
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.src");
    if (link && card() && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      show(link);
    } else if (event.target === card() || event.target.closest("#source-card [data-close]")) {
      event.preventDefault();
      card().close();
    }
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key.toLowerCase() !== "i" || typing || event.ctrlKey || event.metaKey || "keysOff" in document.body.dataset) return;
    const link = document.querySelector("[data-row].is-current a.src") || document.querySelector("main a.src");
    if (link && card() && !card().open) show(link);
  });
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
})();
