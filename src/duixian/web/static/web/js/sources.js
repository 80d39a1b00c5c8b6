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
  // On paper a mark is a footnote number. A printer does not wait, so the notes are asked for in one breath.
  addEventListener("beforeprint", () => {
    const marks = [...document.querySelectorAll("main a.src")].filter((mark) => mark.checkVisibility());
    const name = (mark) => mark.pathname.split("/").slice(-3, -1).join("-");
    const names = [...new Set(marks.map(name))];
    if (!names.length || document.querySelector(".footnotes")) return;
    const asked = new XMLHttpRequest();
    asked.open("GET", `/sources/notes/?of=${names.join(",")}`, false);
    asked.send();
    if (asked.status !== 200) return;
    const notes = JSON.parse(asked.responseText);
    const told = names.filter((each) => notes[each]);
    const list = Object.assign(document.createElement("ol"), { className: "footnotes" });
    list.append(...told.map((each) => Object.assign(document.createElement("li"), { textContent: notes[each] })));
    for (const mark of marks) {
      const number = told.indexOf(name(mark)) + 1;
      if (number) mark.after(Object.assign(document.createElement("sup"), { className: "footnote", textContent: number }));
    }
    document.querySelector(".print-foot").before(list);
  });
  addEventListener("afterprint", () => {
    for (const each of document.querySelectorAll(".footnotes, sup.footnote")) each.remove();
  });
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
})();
