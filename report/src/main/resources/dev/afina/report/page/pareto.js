/** Two objectives against each other, with the front. */
function paretoFigure() {
  if (objectives.length !== 2) return null;
  const list = trials.filter((t) => t.state === 'COMPLETE' && t.values.every(Number.isFinite));
  if (!list.length) return null;
  return {
    name: 'pareto', title: 'Pareto front', hint: 'No trial is better in both objectives than one on the line.',
    legend: [['BEST', 'on the front'], ['COMPLETE', 'complete']],
    height: (width) => (width < 560 ? 300 : 400),
    label: `Two objectives of ${plural(list.length, 'trial')}, ${count(best.size)} of them on the Pareto front`,
    build: (colours) => paretoOption(colours, list),
  };
}

function paretoOption(colours, list) {
  const [x, y] = [0, 1].map((k) => makeScale(list.map((t) => t.values[k]), { pad: 0.05 }));
  const point = (t) => ({ value: [x.at(t.values[0]), y.at(t.values[1])], trial: t });
  const front = list.filter((t) => best.has(t.row)).sort((a, b) => a.values[0] - b.values[0]);
  const name = (k) => `${shorten(objectives[k].name, 36)} (${objectives[k].direction})`;
  return {
    grid: gridOf(y),
    tooltip: tooltipOf(colours),
    xAxis: axisOf(x, colours, { name: name(0), nameLocation: 'middle', nameGap: 28 }),
    yAxis: axisOf(y, colours, { name: name(1), nameTextStyle: { align: 'left', color: colours.soft } }),
    series: [
      {
        type: 'scatter', symbolSize: list.length > 500 ? 5 : 8, itemStyle: { color: colours.complete, opacity: 0.6 },
        data: list.filter((t) => !best.has(t.row)).map(point),
      },
      {
        type: 'line', symbol: STAR_PATH, symbolSize: 14, showAllSymbol: true, data: front.map(point), z: 4,
        step: objectives[0].direction === 'minimize' ? 'end' : 'start',
        lineStyle: { color: colours.best, width: 1.4, opacity: 0.6 }, itemStyle: { color: colours.best },
      },
    ],
  };
}
