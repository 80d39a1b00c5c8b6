// The place to drop files on: a dropped file is sent as if it had been chosen, with progress while it travels.
"use strict";
(() => {
  document.documentElement.classList.add("scripted");
  const form = () => document.querySelector("[data-drop]");

  document.addEventListener("dragover", (event) => {
    if (!form() || ![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    form().classList.add("is-over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) form()?.classList.remove("is-over");
  });
  document.addEventListener("drop", (event) => {
    if (!form() || !event.dataTransfer.files.length) return;
    event.preventDefault();
    form().classList.remove("is-over");
    form().querySelector("input[type=file]").files = event.dataTransfer.files;
    send(form());
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-drop] input[type=file]")) send(form());
  });
  document.addEventListener("submit", (event) => {
    if (event.target !== form()) return;
    event.preventDefault();
    send(form());
  });

  function send(place) {
    if (!place.querySelector("input[type=file]").files.length) return;
    const bar = place.querySelector("progress");
    const request = new XMLHttpRequest();
    const data = new FormData(place);
    request.open("POST", place.action);
    request.upload.addEventListener("progress", (event) => {
      bar.hidden = false;
      bar.value = event.lengthComputable ? (100 * event.loaded) / event.total : 0;
    });
    // The answer is the list again, with what was taken or refused on top.
    request.addEventListener("load", () => {
      if ("elsewhere" in place.dataset) return show(request);
      const main = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("main");
      document.querySelector("main").replaceWith(main);
      if (window.htmx) window.htmx.process(main);
      main.querySelector(".note")?.scrollIntoView({ block: "nearest" });
    });
    request.addEventListener("error", () => place.submit());
    place.classList.add("is-sending");
    request.send(data);
  }

  // From another page the whole answer is shown, under its own address.
  function show(request) {
    history.pushState(null, "", request.responseURL);
    document.open();
    document.write(request.responseText);
    document.close();
  }
})();
