/** The share of complete trials whose value is at most a given one. */
function edfFigure() {
  const values = measured().map((t) => t.values[objective]).sort((a, b) => a - b);
  if (!values.length) return null;
  return {
    name: 'edf', title: 'Distribution of values', legend: [], hint: 'The share of complete trials with at most this value.',
    height: (width) => (width < 560 ? 240 : 300), label: `Distribution of ${plural(values.length, 'value')}`,
    build: (colours) => edfOption(colours, values),
  };
}

function edfOption(colours, values) {
  const x = makeScale(values, { log: wantsLog(), pad: 0.03, target: 8 });
  const y = makeScale([0, 100], { pad: 0 });
  const steps = values.map((v, i) => [x.at(v), (i + 1) / values.length]).filter((_, i) => i + 1 === values.length || values[i] !== values[i + 1]);
  return {
    grid: gridOf(y), tooltip: { show: false },
    xAxis: axisOf(x, colours, { name: shorten(objectives[objective].name, 40), nameLocation: 'middle', nameGap: 26, splitLine: { show: false } }),
    yAxis: axisOf(y, colours, { name: 'trials in %', nameTextStyle: { align: 'left', color: colours.soft } }),
    series: [{
      type: 'line', step: 'end', symbol: 'none', silent: true, data: [[0, 0], [steps[0][0], 0], ...steps, [1, 1]],
      lineStyle: { color: colours.complete, width: 2 }, areaStyle: { color: colours.complete, opacity: 0.08 },
    }],
  };
}
