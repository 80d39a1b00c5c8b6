// Clicks, keys, tabs, copying and printing; then the page opens where its address says.
const find = document.querySelector("[name=q]");
const help = document.querySelector("dialog");

function setLetters(on) {
  try {
    localStorage.setItem("duixian-letters", on ? "on" : "off");
  } catch { /* a page opened from a folder may have no storage */ }
  help.querySelector("[name=letters]").checked = on;
}

function haveLetters() {
  return help.querySelector("[name=letters]").checked;
}

article.addEventListener("click", pressed);

function pressed(event) {
  const mark = event.target.closest("[data-n]");
  if (!mark || !getSelection().isCollapsed) return;
  event.preventDefault();
  // A number said of two things: each click shows the next.
  const numbers = mark.dataset.n.split(" ").map(Number);
  const at = current ? numbers.indexOf(current.number) : -1;
  select(statements[numbers[(at + 1) % numbers.length] - 1], event.currentTarget === article ? "text" : "paper");
}

document.querySelector("tbody").addEventListener("click", (event) => {
  const row = event.target.closest("tr");
  if (!row || !getSelection().isCollapsed) return;
  event.preventDefault();
  select(statements[row.dataset.n - 1], "table");
});

document.querySelector(".filters").addEventListener("click", (event) => {
  const { kind, status, flag, bin: sure } = event.target.closest("button")?.dataset ?? {};
  if (kind !== undefined) wanted.kind = kind;
  else if (status) wanted.status.has(status) ? wanted.status.delete(status) : wanted.status.add(status);
  else if (flag) wanted[flag] = !wanted[flag];
  else if (sure) wanted.bin = wanted.bin === Number(sure) ? null : Number(sure);
  else return;
  apply();
});
document.querySelector(".filters").addEventListener("submit", (event) => event.preventDefault());
find.addEventListener("input", () => {
  wanted.words = find.value.trim().toLowerCase();
  apply();
});

for (const tab of document.querySelectorAll("[role=tab]")) tab.addEventListener("click", () => openTab(tab.dataset.tab));

function openTab(name) {
  body.dataset.tab = name;
  wanted.doubt = name === "doubt";
  for (const tab of document.querySelectorAll("[role=tab]")) tab.ariaSelected = String(tab.dataset.tab === name);
  close();
  apply();
  scrollTo(0, 0);
}

const KEYS = {
  j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1),
  g: () => step(1, (each) => each.sure < DOUBT),
  "/": () => find.focus(), "?": () => help.showModal(),
  0: () => kindOnly(""), 1: () => kindOnly("f"), 2: () => kindOnly("m"), 3: () => kindOnly("t"),
};

function kindOnly(kind) {
  wanted.kind = kind;
  apply();
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
  if (event.key === "Escape") return escape(event);
  if (event.target instanceof HTMLInputElement) {
    if (event.key === "Enter" || event.key === "ArrowDown") step(1);
    return;
  }
  const arrow = event.key.startsWith("Arrow");
  if (arrow ? !sideOf(document.activeElement) : !haveLetters()) return;
  const act = KEYS[arrow ? event.key : event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});

function escape() {
  if (body.classList.contains("sheet")) close();
  else if (isFiltering()) clear();
  else document.activeElement?.blur();
}

const DEEDS = {
  print: () => print(),
  keys: () => help.showModal(),
  copy: (element) => copy(element),
};
for (const element of document.querySelectorAll("[data-do]")) {
  element.addEventListener("click", () => DEEDS[element.dataset.do](element));
}
help.querySelector("[name=letters]").addEventListener("change", (event) => setLetters(event.target.checked));

const HEAD = ["序号", "主语", "数值", "状态", "计量", "年度或期限", "把握", "节", "原句"];

function sheet() {
  const lines = visible().map((each) => [
    ...[...each.row.cells].map((cell, index) => (index === 1 ? cell.querySelector("a").textContent : cell.textContent)),
    pairs(each).find(([label]) => label === "节")?.[1] ?? "", slice(each.from, each.to),
  ].map((cell) => cell.replace(/\s+/g, " ").trim()).join("\t"));
  return [HEAD.join("\t"), ...lines].join("\n");
}

async function copy(element) {
  const words = element.textContent;
  try {
    await navigator.clipboard.writeText(sheet());
  } catch {
    oldCopy(sheet());
  }
  element.textContent = `已复制 ${visible().length} 行`;
  setTimeout(() => { element.textContent = words; }, 2000);
}

// Where a page opened from a folder may not use the clipboard, the old way still works.
function oldCopy(words) {
  const area = make("textarea", "sr", words);
  body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

function open() {
  document.documentElement.classList.add("js");
  for (const element of document.querySelectorAll("article a.m, article span.t, tbody a")) element.tabIndex = -1;
  for (const row of rows) row.tabIndex = -1;
  try {
    setLetters(localStorage.getItem("duixian-letters") !== "off");
  } catch { /* as above */ }
  const chosen = recall();
  find.value = wanted.words;
  if (isFiltering()) apply();
  else press();
  rest();
  if (chosen || !phone.matches) select(chosen ?? visible()[0], chosen ? "" : "text");
  follow();
}

addEventListener("hashchange", () => {
  const chosen = recall();
  apply();
  select(chosen);
});
open();
