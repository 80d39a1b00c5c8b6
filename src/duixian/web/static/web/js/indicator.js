// The chart of an indicator from the data that the page carries; [ and ] step through arrivals. Without script the table stands.
"use strict";
(() => {
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (typing || event.ctrlKey || event.metaKey || "keysOff" in document.body.dataset) return;
    if (event.key === "[" || event.key === "]") document.querySelector(`[data-step="${event.key}"]`)?.click();
  });
  const place = document.getElementById("indicator-chart");
  const carried = document.getElementById("indicator-data");
  if (!place || !carried || !window.echarts) return;
  const data = JSON.parse(carried.textContent);
  const css = getComputedStyle(document.documentElement);
  const colour = (name) => css.getPropertyValue(`--${name}`).trim();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const font = { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12, color: colour("ink-2") };
  // ■ final, ◧ provisional, □ estimated: the same shapes as the source marks.
  const SHAPES = {
    A: "path://M0 0H10V10H0Z",
    P: "path://M0 0H10V10H0ZM5 1.2V8.8H8.8V1.2Z",
    E: "path://M0 0H10V10H0ZM1.4 1.4V8.6H8.6V1.4Z",
  };
  const shape = (status) => SHAPES[status] || SHAPES.E;
  const dashes = "path://M0 0h9v2H0zM14 0h9v2h-9zM28 0h9v2h-9zM42 0h9v2h-9z";

  const marks = (points, style) => ({
    type: "scatter", symbolSize: 9, cursor: "pointer", z: 4, itemStyle: { color: colour("ink"), ...style },
    data: points.map((point) => ({ value: point.at, symbol: shape(point.status), point })),
  });

  function replaced() {
    const dotted = { color: "transparent", borderColor: colour("ink-3"), borderType: "dotted", borderWidth: 1.2 };
    return { ...marks(data.replaced, dotted), z: 3, data: data.replaced.map((point) => ({ value: point.at, symbol: "rect", point })) };
  }

  function promised(level) {
    const label = { ...font, show: true, color: colour("target"), formatter: level.words, position: "top", align: "center" };
    if (level.from === level.to)
      return { type: "scatter", silent: true, symbol: dashes, symbolSize: [56, 2], itemStyle: { color: colour("target") }, z: 2, data: [{ value: [level.from, level.value], label }] };
    // The words stand at the end of the year at which the line is farther away.
    const mine = data.points.filter((point) => point.at[0] >= level.from && point.at[0] <= level.to);
    const off = (point) => (point ? Math.abs(point.at[1] - level.value) : Infinity);
    const isEarly = mine.length > 6 && off(mine[0]) > off(mine.at(-1));
    const middle = isEarly ? level.from : level.to;
    label.align = isEarly ? "left" : "right";
    const slots = Array.from({ length: level.to - level.from + 1 }, (_, at) => level.from + at);
    return {
      type: "line", silent: true, symbol: "none", lineStyle: { color: colour("target"), type: "dashed", width: 1.5 }, z: 1,
      data: slots.map((slot) => slot === middle ? { value: [slot, level.value], symbol: "circle", symbolSize: 0.1, label } : [slot, level.value]),
    };
  }

  const run = (points) => ({ type: "line", silent: true, symbol: "none", data: points, lineStyle: { color: colour("ink"), width: 1.8 }, z: 2 });

  function gaps() {
    const boxes = data.gaps.map(([from, to]) => [{ xAxis: from, name: data.words.gap }, { xAxis: to }]);
    return {
      type: "line", data: [], silent: true,
      markArea: { silent: true, data: boxes, label: font, itemStyle: { color: "transparent", borderColor: colour("ink-3"), borderType: "dotted", borderWidth: 1 } },
    };
  }

  const isWide = place.parentElement.clientWidth > 600;
  const series = [
    ...data.promised.map(promised), ...data.runs.map(run), gaps(), replaced(),
    marks(data.others, { opacity: 0.55 }), marks(data.points, {}),
  ];
  place.hidden = false;
  const chart = echarts.init(place, null, { renderer: "canvas" });
  chart.setOption({
    animation: !still, animationDuration: 120, textStyle: font,
    grid: { left: 8, right: 16, top: 34, bottom: 8, containLabel: true },
    tooltip: { trigger: "item", confine: true, formatter: (item) => item.data.point ? `${item.data.point.words}<br>${item.data.point.known} ${data.words.known}` : "", textStyle: { ...font, color: colour("ink") }, backgroundColor: colour("paper"), borderColor: colour("line-2") },
    xAxis: { type: "category", data: data.labels.map((words, at) => `${at}`), axisLabel: { ...font, interval: (at) => data.labels[at] !== "" && (isWide || !data.monthly || at % 12 === 1), formatter: (at) => data.labels[Number(at)] }, axisTick: { show: false }, axisLine: { lineStyle: { color: colour("line-2") } } },
    yAxis: { type: "value", scale: true, boundaryGap: ["12%", "18%"], name: data.unit, nameTextStyle: { ...font, align: "right" }, axisLabel: font, splitNumber: 5, splitLine: { lineStyle: { color: colour("line") } } },
    series,
  });
  // The card of a pressed point opens on the other side of the chart, away from the line.
  chart.on("click", (event) => {
    const source = event.data?.point?.source;
    if (!source) return;
    const card = document.getElementById("source-card");
    const isRight = event.event.offsetX > place.clientWidth / 2;
    card.classList.toggle("at-left", isRight);
    card.classList.toggle("at-right", !isRight);
    const link = Object.assign(document.createElement("a"), { className: "src sr", href: source });
    link.setAttribute("aria-label", event.data.point.words);
    place.after(link);
    link.click();
    card.addEventListener("close", () => link.remove(), { once: true });
  });
  addEventListener("resize", () => chart.resize());
  document.fonts?.ready.then(() => chart.resize());
})();
