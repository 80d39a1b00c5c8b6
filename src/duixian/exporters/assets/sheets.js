// The pages of a scan: their boxes are lit and pressed like the marks in the text, and can be looked at from nearer.
const paper = document.getElementById("paper");
const NEAR = [1, 1.5, 2, 3];

function showView(name) {
  body.dataset.view = name;
  for (const element of document.querySelectorAll("[data-see]")) element.ariaPressed = String(element.dataset.see === name);
  if (current) reveal(current.boxes[0]);
  follow();
}

function zoom(by) {
  const at = NEAR.indexOf(Number(paper.style.getPropertyValue("--zoom") || 1));
  const next = NEAR[Math.min(NEAR.length - 1, Math.max(0, at + by))];
  const [x, y] = [(paper.scrollLeft + paper.clientWidth / 2) / paper.scrollWidth, (paper.scrollTop + paper.clientHeight / 2) / paper.scrollHeight];
  paper.style.setProperty("--zoom", next);
  paper.scrollLeft = x * paper.scrollWidth - paper.clientWidth / 2;
  paper.scrollTop = y * paper.scrollHeight - paper.clientHeight / 2;
  if (current) reveal(current.boxes[0]);
}

if (paper) {
  for (const element of document.querySelectorAll("[data-see]")) element.addEventListener("click", () => showView(element.dataset.see));
  for (const element of paper.querySelectorAll("[data-zoom]")) element.addEventListener("click", () => zoom(Number(element.dataset.zoom)));
  paper.addEventListener("click", pressed);
}
