// The chart of a commitment, drawn from the data that the page carries; without script the table beside it stands.
"use strict";
(() => {
  const place = document.getElementById("chart");
  const data = JSON.parse(document.getElementById("chart-data").textContent);
  if (!place || !window.echarts) return;
  const css = getComputedStyle(document.documentElement);
  const colour = (name) => css.getPropertyValue(`--${name}`).trim();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const font = { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12, color: colour("ink-2") };
  const SYMBOLS = { original: "rect", provisional: "rect", reported: "emptyRect" };

  const at = (points) =>
    points.map((point) => ({ value: [point.day, point.value], symbol: SYMBOLS[point.mark] || "rect" }));

  function shown() {
    // Works that add up rise in steps from nothing, and stay until today.
    if (!data.adds || !data.proofs.length) return at(data.proofs);
    const last = data.proofs.at(-1);
    const still = data.today > last.day ? [{ value: [data.today, last.value], symbol: "none" }] : [];
    return [{ value: [data.from, 0], symbol: "none" }, ...at(data.proofs), ...still];
  }

  // The words stand above the drawing; today's to the left of its line, the deadlines' to the right, the later one higher.
  function line(day, words, name, dashed, row) {
    const left = row === 0;
    return {
      xAxis: day,
      lineStyle: { color: colour(name), type: dashed ? "dashed" : "solid", width: 1.2 },
      label: { ...font, color: colour(name), formatter: words, position: "end", align: left ? "right" : "left", padding: left ? [0, 3, 0, 0] : [0, 0, row > 1 ? 18 : 0, 3] },
    };
  }

  function lines() {
    const isMoved = data.due && data.due !== data.original;
    const found = [line(data.today, data.words.today, "ink-2", false, 0)];
    if (data.original) found.push(line(data.original, isMoved ? data.words.original : data.words.due, "target", false, 1));
    if (isMoved) found.push(line(data.due, data.words.moved, "target", true, 2));
    return found;
  }

  function level() {
    const full = data.plan.length ? [[data.plan.at(-1)[0], data.target], [data.to, data.target]] : [[data.from, data.target], [data.to, data.target]];
    return [...data.plan, ...full];
  }

  function options() {
    return {
      animation: !still,
      animationDuration: 120,
      textStyle: font,
      grid: { left: 8, right: 56, top: data.due && data.due !== data.original ? 56 : 38, bottom: 34, containLabel: true },
      legend: { bottom: 0, left: 0, itemGap: 22, itemWidth: 22, textStyle: font, data: [data.words.proofs, data.words.claims, { name: data.words.plan, icon: "path://M0 4h6v2H0zM8 4h6v2H8zM16 4h6v2h-6z" }] },
      xAxis: {
        type: "time", min: data.from, max: data.to, axisLine: { lineStyle: { color: colour("line-2") } }, axisTick: { show: false },
        axisLabel: { ...font, formatter: (value) => `${new Date(value).getMonth() + 1}月`, hideOverlap: true }, splitLine: { show: false }, maxInterval: 32 * 864e5,
      },
      yAxis: {
        type: "value", scale: !data.adds, boundaryGap: data.adds ? 0 : ["15%", "15%"], name: data.unit, nameTextStyle: { ...font, align: "right" },
        axisLabel: font, splitNumber: 4, minInterval: data.adds && Number.isInteger(data.target) && data.target < 50 ? 1 : 0, splitLine: { lineStyle: { color: colour("line") } },
      },
      series: [
        { name: data.words.plan, type: "line", data: level(), symbol: "none", lineStyle: { color: colour("target"), type: "dashed", width: 1.5 }, itemStyle: { color: colour("target") }, z: 1 },
        { name: data.words.proofs, type: "line", step: data.adds ? "end" : false, data: shown(), symbol: "rect", symbolSize: 7, lineStyle: { color: colour("done"), width: 2 }, itemStyle: { color: colour("done") }, z: 3, markLine: { symbol: "none", silent: true, animation: false, data: lines() } },
        { name: data.words.claims, type: "line", data: at(data.claims), symbol: "emptyRect", symbolSize: 8, lineStyle: { width: 0, opacity: 0 }, itemStyle: { color: colour("ink-2") }, z: 2 },
      ],
    };
  }

  place.hidden = false;
  const chart = echarts.init(place, null, { renderer: "canvas" });
  chart.setOption(options());
  addEventListener("resize", () => chart.resize());
  document.fonts?.ready.then(() => chart.resize());
})();
