// Filters over the rows, and the card that shows where a figure stands. Without script the links lead to the list.
const root = document.documentElement;
const card = document.getElementById("card");
const rows = [...document.querySelectorAll("tbody tr[data-is]")];
const state = { show: "", all: false, source: 0 };
let opener = null; // the figure whose card is pinned
let timer = 0;
let returning = false;
root.classList.add("js");

// Every state lives in the address, so that a link shows the same thing.
function remember() {
  const told = new URLSearchParams();
  if (state.show) told.set("show", state.show);
  if (state.all) told.set("all", "1");
  if (state.source) told.set("s", state.source);
  history.replaceState(null, "", told.size ? `#${told}` : location.pathname + location.search);
}

function recall() {
  const anchor = /^#s(\d+)$/.exec(location.hash);
  const told = new URLSearchParams(anchor ? `s=${anchor[1]}` : location.hash.slice(1));
  state.show = told.get("show") ?? "";
  state.all = told.has("all");
  return Number(told.get("s"));
}

function filter() {
  const seen = (row) => (!state.show || row.dataset.is.split(" ").includes(state.show))
    && (state.all || state.show || row.dataset.single === undefined);
  for (const row of rows) row.hidden = !seen(row);
  for (const split of document.querySelectorAll("tr.split")) split.hidden = !state.all || Boolean(state.show);
  for (const button of document.querySelectorAll(".filters [data-show]")) {
    button.setAttribute("aria-pressed", String(button.dataset.show === state.show));
  }
  document.querySelector(".filters [data-all]")?.setAttribute("aria-pressed", String(!state.all && !state.show));
  const shown = rows.filter((row) => !row.hidden).length;
  for (const hits of document.querySelectorAll(".hits")) hits.textContent = state.show || state.all ? `${shown} 行` : "";
}

function choose(show) {
  state.show = state.show === show ? "" : show;
  filter();
  remember();
}

function place(link) {
  const box = link.getBoundingClientRect();
  const width = card.offsetWidth;
  const height = card.offsetHeight;
  const left = Math.max(12, Math.min(box.left, root.clientWidth - width - 12));
  const below = box.bottom + 8 + height < innerHeight || box.top < height + 8;
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${(below ? box.bottom + 8 : box.top - height - 8) + scrollY}px`;
}

function show(link) {
  const entry = document.getElementById(`s${link.dataset.n}`);
  if (!entry) return;
  document.querySelector(".from.on")?.classList.remove("on");
  link.classList.add("on");
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "收起";
  close.addEventListener("click", () => hide({ back: true }));
  card.replaceChildren(close, ...[...entry.childNodes].map((node) => node.cloneNode(true)));
  card.hidden = false;
  place(link);
}

function hide({ back = false } = {}) {
  const was = opener;
  opener = null;
  card.hidden = true;
  document.querySelector(".from.on")?.classList.remove("on");
  if (state.source) {
    state.source = 0;
    remember();
  }
  if (back && was) {
    // The focus comes back without opening the card again.
    returning = true;
    was.focus({ preventScroll: true });
    returning = false;
  }
}

function pin(link) {
  show(link);
  opener = link;
  state.source = Number(link.dataset.n);
  remember();
  card.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(".from");
  const button = event.target.closest("[data-show]");
  if (link && !card.contains(link)) {
    event.preventDefault();
    if (opener === link) hide({ back: true });
    else pin(link);
  } else if (button) {
    event.preventDefault();
    choose(button.dataset.show);
    if (button.tagName === "A") document.querySelector("table.figures").scrollIntoView({ block: "start" });
  } else if (event.target.closest("[data-all]")) {
    state.all = state.show ? false : !state.all;
    state.show = "";
    filter();
    remember();
  } else if (event.target.closest("[data-do=print]")) {
    print();
  } else if (!card.hidden && !card.contains(event.target)) {
    hide();
  }
});

document.addEventListener("pointerover", (event) => {
  const link = event.target.closest(".from");
  clearTimeout(timer);
  if (opener || event.pointerType !== "mouse") return;
  if (link) timer = setTimeout(() => show(link), 250);
  else if (!card.hidden && !card.contains(event.target)) timer = setTimeout(() => opener || hide(), 200);
});

document.addEventListener("focusin", (event) => {
  const link = event.target.closest(".from");
  if (returning) return;
  if (!opener && link?.matches(":focus-visible")) show(link);
  else if (!opener && !link && !card.contains(event.target)) hide();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !card.hidden) hide({ back: true });
  else if (event.key === "Escape" && (state.show || state.all)) {
    state.show = "";
    state.all = false;
    filter();
    remember();
  } else if (event.key === "Tab" && opener && card.contains(document.activeElement) && event.shiftKey) {
    event.preventDefault();
    hide({ back: true });
  }
});

addEventListener("resize", () => {
  if (!card.hidden && opener) place(opener);
});
addEventListener("hashchange", () => {
  const wanted = recall();
  filter();
  const link = document.querySelector(`.from[data-n="${wanted}"]`);
  if (link && wanted !== state.source) pin(link);
});

const first = document.querySelector(`.from[data-n="${recall()}"]`);
filter();
if (first) {
  first.scrollIntoView({ block: "center" });
  pin(first);
}
