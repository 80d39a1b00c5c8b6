// The strip between text and table: where in the text the statements stand, and which part is in view.
const TICK = { f: 13, m: 9, t: 5 };
const length = Math.max(1, Number(strip.dataset.length));

function place(statement) {
  return statement.start / length;
}

function draw() {
  for (const path of strip.querySelectorAll("path")) {
    const ticks = statements.filter((each) => each.shown && each.status === path.classList[0])
      .map((each) => `M${(16 - TICK[each.kind]) / 2} ${(place(each) * 1000).toFixed(1)}h${TICK[each.kind]}`);
    path.setAttribute("d", ticks.join(""));
  }
}

function follow() {
  const seen = strip.querySelector(".window");
  seen.hidden = textPane.scrollHeight <= textPane.clientHeight;
  seen.style.top = `${(textPane.scrollTop / textPane.scrollHeight) * 100}%`;
  seen.style.height = `${(textPane.clientHeight / textPane.scrollHeight) * 100}%`;
}

function jump(event) {
  const box = strip.getBoundingClientRect();
  const at = (event.clientY - box.top) / box.height;
  const nearest = visible().reduce((best, each) =>
    (!best || Math.abs(place(each) - at) < Math.abs(place(best) - at) ? each : best), null);
  select(nearest);
}

strip.addEventListener("click", jump);
textPane.addEventListener("scroll", follow, { passive: true });
addEventListener("resize", follow);
