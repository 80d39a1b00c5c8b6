// The statements as the page carries them, what is filtered, and which ones that leaves.
const data = JSON.parse(document.getElementById("data").textContent);
const body = document.body;
const article = document.querySelector("article");
const rows = [...document.querySelectorAll("tbody tr")];
const STATUS = { re: "成果", ta: "目标", ru: "规定", fa: "事实" };
const DOUBT = 80;

const statements = data.rows.map(([kind, status, sure, flags, start, end, from, to, title, words], index) => ({
  number: index + 1, kind, status, sure, start, end, from, to, title, words,
  fixed: Boolean(flags & 1), again: Boolean(flags & 2), row: rows[index], marks: [], boxes: [], shown: true,
}));
for (const mark of article.querySelectorAll("[data-n]")) {
  for (const number of mark.dataset.n.split(" ")) statements[number - 1].marks.push(mark);
}
for (const box of document.querySelectorAll("#paper [data-n]")) statements[box.dataset.n - 1].boxes.push(box);

const wanted = { kind: "", status: new Set(), fixed: false, again: false, doubt: false, bin: null, words: "" };
let current = null;
let letters = null; // the text as code points, which is what start and end count

function pairs(statement) {
  const found = [];
  for (let i = 0; i < statement.words.length; i += 2) {
    found.push([data.words[statement.words[i]], data.words[statement.words[i + 1]]]);
  }
  return found;
}

function slice(start, end) {
  letters ??= [...article.textContent];
  return letters.slice(start, end).join("");
}

function hay(statement) {
  statement.hay ??= [statement.row.textContent, statement.title, slice(statement.start, statement.end),
    ...pairs(statement).map(([, words]) => words)].join("\n").toLowerCase();
  return statement.hay;
}

function bin(sure) {
  return Math.min(9, Math.max(0, Math.floor((sure - 50) / 5)));
}

function isWanted(statement) {
  return (!wanted.kind || statement.kind === wanted.kind)
    && (!wanted.status.size || wanted.status.has(statement.status))
    && (!wanted.fixed || statement.fixed)
    && (!wanted.again || statement.again)
    && (!wanted.doubt || statement.sure < DOUBT)
    && (wanted.bin === null || bin(statement.sure) === wanted.bin)
    && wanted.words.split(/\s+/).every((word) => hay(statement).includes(word));
}

function isFiltering() {
  return Boolean(wanted.kind || wanted.status.size || wanted.fixed || wanted.again || wanted.doubt
    || wanted.bin !== null || wanted.words);
}

// Every state lives in the address, so that a link shows the same thing.
function remember() {
  const state = new URLSearchParams();
  if (current) state.set("n", current.number);
  if (wanted.kind) state.set("kind", wanted.kind);
  if (wanted.status.size) state.set("status", [...wanted.status].join("."));
  for (const flag of ["fixed", "again", "doubt"]) if (wanted[flag]) state.set(flag, "1");
  if (wanted.bin !== null) state.set("bin", wanted.bin);
  if (wanted.words) state.set("q", wanted.words);
  history.replaceState(null, "", `#${state}`);
}

function recall() {
  const anchor = /^#[rm](\d+)$/.exec(location.hash);
  const state = new URLSearchParams(anchor ? `n=${anchor[1]}` : location.hash.slice(1));
  wanted.kind = state.get("kind") ?? "";
  wanted.status = new Set((state.get("status") ?? "").split(".").filter((name) => name in STATUS));
  for (const flag of ["fixed", "again", "doubt"]) wanted[flag] = state.has(flag);
  wanted.bin = state.has("bin") ? Number(state.get("bin")) : null;
  wanted.words = state.get("q") ?? "";
  return statements[Number(state.get("n")) - 1] ?? null;
}
