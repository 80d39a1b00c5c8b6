// The desk's report: plus and minus beside the number, the name of the photo that was chosen. Without this it works too.
(() => {
  "use strict";
  const digits = (text) => (text.split(".")[1] || "").length;
  for (const stepper of document.querySelectorAll("[data-stepper]")) {
    const input = stepper.querySelector("input");
    for (const button of stepper.querySelectorAll("button")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        const by = button.dataset.by;
        const now = input.value.replace(/[,，]/g, "") || "0";
        const sum = Number(now) + Number(by);
        if (Number.isFinite(sum)) input.value = sum.toFixed(Math.max(digits(now), digits(by)));
      });
    }
  }
  for (const camera of document.querySelectorAll("[data-camera]")) {
    const input = camera.querySelector("input");
    const said = camera.querySelector("[data-said]");
    input.addEventListener("change", () => {
      const files = Array.from(input.files);
      camera.classList.toggle("has-file", files.length > 0);
      if (files.length) said.textContent = files.map((file) => file.name).join("、");
    });
  }
  for (const form of document.querySelectorAll(".report-card")) {
    form.addEventListener("submit", () => {
      form.querySelector(".send").setAttribute("aria-disabled", "true");
    });
  }
})();
