// What one sees: the selected statement on both sides, its details, and what the filters leave.
const detail = document.getElementById("detail");
const strip = document.querySelector(".strip");
const textPane = document.getElementById("text");
const hits = document.querySelector(".hits");
const none = document.getElementById("table").appendChild(make("p", "empty", "没有符合的条目"));
none.hidden = true;
const phone = matchMedia("(max-width: 759px)");

function make(tag, name, ...children) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...children);
  return element;
}

function anchors(statement) {
  return statement.marks.filter((mark) => mark.matches("a, span"));
}

function light(statement, on) {
  for (const element of [...statement.marks, ...statement.boxes, statement.row]) element.classList.toggle("on", on);
  statement.row.toggleAttribute("aria-current", on);
  for (const element of [anchors(statement)[0], statement.row]) element?.setAttribute("tabindex", on ? "0" : "-1");
}

// Show one statement on both sides; `side` is where the person is, and stays as it is scrolled.
function select(statement, side = "") {
  if (!statement) return;
  if (current) light(current, false);
  current = statement;
  light(statement, true);
  describe(statement);
  body.classList.toggle("sheet", phone.matches);
  // What was pressed stays where it is, unless the details have grown over it.
  reveal(statement.row, side === "table" && !phone.matches);
  if (side !== "text" || phone.matches) reveal(statement.marks[0]);
  if (side !== "paper") reveal(statement.boxes[0]);
  const here = strip.querySelector(".here");
  here.hidden = false;
  here.style.top = `${place(statement) * 100}%`;
  remember();
}

function reveal(element, gently = false) {
  if (!element || !element.getClientRects().length) return;
  if (phone.matches) {
    element.scrollIntoView({ block: "start" });
    return;
  }
  const pane = element.closest(".pane");
  const box = element.getBoundingClientRect();
  const view = pane.getBoundingClientRect();
  if (box.left < view.left || box.right > view.right) pane.scrollLeft += box.left - view.left - view.width * 0.4;
  if (box.top < view.top + 44 || box.bottom > view.bottom - 16) {
    pane.scrollTop += gently ? Math.max(0, box.bottom - view.bottom + 4) : box.top - view.top - view.height * 0.4;
  }
}

function describe(statement) {
  const head = make("header", "", make("h2", "", statement.title),
    make("b", `state ${statement.status}`, STATUS[statement.status]),
    make("span", "where", `第 ${statement.number} 条 · 字符 ${statement.start.toLocaleString("en")}–${statement.end.toLocaleString("en")}`));
  const list = make("dl", "");
  for (const [label, words] of pairs(statement)) list.append(pair(label, words));
  list.append(sureness(statement), quote(statement));
  const grip = make("button", "grip");
  grip.setAttribute("aria-label", "收起");
  grip.onclick = close;
  const move = make("div", "move", button("‹ 上一条", () => step(-1)),
    make("span", "", `${statement.number} / ${statements.length}`), button("下一条 ›", () => step(1)));
  detail.replaceChildren(grip, head, list, move);
}

function pair(label, words) {
  // A Latin letter or digit is little more than half as wide as a Chinese character.
  const width = [...words].reduce((sum, char) => sum + (char < "\u2000" ? 0.6 : 1), 0);
  const long = width > 20 || label === "所属任务";
  return make("div", long ? "wide" : "", make("dt", "", label), make("dd", "", words));
}

function sureness(statement) {
  const sure = (statement.sure / 100).toFixed(2);
  const bar = make("i", "");
  bar.style.setProperty("--p", sure);
  return make("div", "", make("dt", "", "把握"), make("dd", "", statement.sure < DOUBT ? `${sure}，请您看一眼` : sure, bar));
}

function quote(statement) {
  const { from, to, start, end } = statement;
  const flat = (a, b) => slice(a, b).replace(/\s*[\r\n]\s*/g, "");
  const mark = make("mark", statement.status, flat(start, end));
  const tail = end < to ? flat(end, to) : "";
  return make("div", "wide said", make("dt", "", "原句"), make("dd", "quote", flat(from, start), mark, tail));
}

function button(words, act) {
  const element = make("button", "", words);
  element.type = "button";
  element.onclick = act;
  return element;
}

function close() {
  body.classList.remove("sheet");
}

// Nothing to describe: say what would be described here.
function rest() {
  detail.replaceChildren(make("p", "quiet", statements.length
    ? "点原文里的标记，或点表里的一行：它的出处、数值、期限和把握写在这里。" : "这份文本里没有可以说明的。"));
}

function visible() {
  return statements.filter((statement) => statement.shown);
}

function step(by, test = () => true) {
  const listed = visible().filter(test);
  if (!listed.length) return;
  const at = current ? current.number : 0;
  const next = by > 0 ? listed.find((each) => each.number > at) ?? listed[0]
    : listed.findLast((each) => each.number < at) ?? listed[listed.length - 1];
  // A person who begins with J or K is in the text: Tab then goes to the row.
  const side = sideOf(document.activeElement) || (document.activeElement === body && !phone.matches ? "text" : "");
  select(next, body.dataset.tab === "text" ? "" : "table-first");
  (side === "table" ? next.row : side === "text" ? anchors(next)[0] : null)?.focus({ preventScroll: true });
}

function sideOf(element) {
  return element?.closest("article") ? "text" : element?.closest("tbody") ? "table" : "";
}

// Hide the rows that the filters leave out, fade their marks, and say how many are left.
function apply() {
  for (const statement of statements) {
    const shown = isWanted(statement);
    if (shown !== statement.shown) statement.row.hidden = !shown;
    statement.shown = shown;
  }
  for (const mark of document.querySelectorAll("article [data-n], #paper [data-n]")) {
    mark.classList.toggle("off", !mark.dataset.n.split(" ").some((number) => statements[number - 1].shown));
  }
  const left = visible().length;
  hits.replaceChildren(...(isFiltering()
    ? [left ? `显示 ${left} / ${statements.length} 条` : "没有符合的", button("全部", clear)] : []));
  none.hidden = left > 0 || !statements.length;
  press();
  draw();
  remember();
}

function press() {
  for (const element of document.querySelectorAll(".filters button[data-kind]")) {
    element.ariaPressed = String(wanted.kind === element.dataset.kind);
  }
  for (const element of document.querySelectorAll(".filters button[data-status]")) {
    element.ariaPressed = String(wanted.status.has(element.dataset.status));
  }
  for (const element of document.querySelectorAll(".filters button[data-flag]")) {
    element.ariaPressed = String(wanted[element.dataset.flag]);
  }
  for (const element of document.querySelectorAll(".filters button[data-bin]")) {
    element.ariaPressed = String(wanted.bin === Number(element.dataset.bin));
  }
}

function clear() {
  Object.assign(wanted, { kind: "", status: new Set(), fixed: false, again: false, doubt: body.dataset.tab === "doubt", bin: null, words: "" });
  document.querySelector("[name=q]").value = "";
  apply();
}
