// Running totals, planned against done, with the gap on the last day; without script the table below stands.
"use strict";
(() => {
  if (!window.echarts) return;
  const css = getComputedStyle(document.documentElement);
  const colour = (name) => css.getPropertyValue(`--${name}`).trim();
  const font = { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12, color: colour("ink-2") };

  for (const place of document.querySelectorAll("[data-curve]")) {
    const data = JSON.parse(document.getElementById(place.dataset.curve).textContent);
    const today = { xAxis: data.day, lineStyle: { color: colour("ink-2"), width: 1 }, label: { ...font, formatter: data.words.today, position: "end" } };
    place.hidden = false;
    const chart = echarts.init(place, null, { renderer: "canvas" });
    chart.setOption({
      animation: false,
      textStyle: font,
      grid: { left: 8, right: 24, top: 26, bottom: 30, containLabel: true },
      legend: { bottom: 0, left: 0, textStyle: font, data: [data.words.plan, data.words.actual, ...(data.led.length ? [data.words.led] : [])] },
      xAxis: { type: "time", minInterval: 86400000, axisLabel: { ...font, hideOverlap: true }, axisLine: { lineStyle: { color: colour("line-2") } }, splitLine: { show: false } },
      yAxis: { type: "value", name: data.unit, nameTextStyle: { ...font, align: "right" }, axisLabel: font, splitNumber: 4, splitLine: { lineStyle: { color: colour("line") } } },
      series: [
        { name: data.words.plan, type: "line", data: data.plan, symbol: "none", lineStyle: { color: colour("target"), type: "dashed", width: 1.5 }, itemStyle: { color: colour("target") } },
        { name: data.words.actual, type: "line", data: data.actual, symbol: "rect", symbolSize: 5, lineStyle: { color: colour("done"), width: 2 }, itemStyle: { color: colour("done") }, markLine: { symbol: "none", silent: true, animation: false, data: [today] } },
        { name: data.words.led, type: "line", data: data.led, symbol: "none", lineStyle: { color: colour("done"), type: "dotted", width: 1.5 }, itemStyle: { color: colour("done") } },
      ],
    });
    addEventListener("resize", () => chart.resize());
  }
})();
