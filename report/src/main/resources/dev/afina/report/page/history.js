/** Every trial's value by its number, and the best so far. */
function historyFigure(view = { log: wantsLog() }) {
  const drawn = trials.filter((t) => Number.isFinite(t.values[objective]));
  if (!drawn.length && !trials.some((t) => t.state === 'FAIL')) return null;
  const kinds = ['COMPLETE', 'PRUNED', 'FAIL'].filter((state) => trials.some((t) => t.state === state));
  const positive = drawn.every((t) => t.values[objective] > 0);
  return {
    name: 'history', title: 'Optimisation history', hint: historyHint(), logs: drawn.length > 0 && positive,
    legend: [
      ...(drawn.length ? [['LINE', 'best so far']] : []),
      ...(best.size ? [['BEST', objectives.length > 1 ? 'Pareto front' : 'best trial']] : []),
      ...kinds.map((state) => [state, { COMPLETE: 'complete', PRUNED: 'pruned (last reported value)', FAIL: 'failed (at the bottom)' }[state]]),
    ],
    height: (width) => (width < 560 ? 270 : 340),
    label: `Values of ${plural(drawn.length, 'trial')} by number, with the best so far`,
    build: (colours, width) => historyOption(colours, width, drawn.length > 0 && view.log && positive),
  };
}

function showHistory() {
  const view = { log: wantsLog() };
  const figure = historyFigure(view);
  if (figure) showFigure(figure, figure.logs ? [(draw) => checkbox('log scale', view.log, (set) => { view.log = set; draw(); })] : null);
}

function historyHint() {
  const odd = trials.filter((t) => t.values[objective] != null && !Number.isFinite(t.values[objective])).length;
  return odd ? `${plural(odd, 'trial')} with an infinite or undefined value cannot be drawn; the table has them.` : null;
}

/** A few values far above the others say little on a linear scale. */
function wantsLog() {
  if (objectives[objective].direction !== 'minimize') return false;
  const values = measured().map((t) => t.values[objective]).sort((a, b) => a - b);
  const middle = values[Math.floor(values.length / 2)];
  return values.length > 4 && values[0] > 0 && values[values.length - 1] > 30 * middle;
}

function historyOption(colours, width, log) {
  const drawn = trials.filter((t) => Number.isFinite(t.values[objective]));
  const numbers = trials.map((t) => t.number);
  const y = makeScale(drawn.map((t) => t.values[objective]), { log, pad: 0.06 });
  const x = makeScale(numbers, { whole: true, pad: 0.02, target: width < 560 ? 5 : 10 });
  const size = trials.length > 2000 ? 4 : trials.length > 300 ? 6 : 9;
  const points = (state, infeasible) => drawn
    .filter((t) => t.state === state && t.infeasible === infeasible && !best.has(t.row))
    .map((t) => ({ value: [x.at(t.number), y.at(t.values[objective])], trial: t }));
  const scatter = (state, symbol, infeasible, opacity) => ({
    type: 'scatter', data: points(state, infeasible), symbol, symbolSize: size,
    itemStyle: {
      color: infeasible ? 'transparent' : colours[state.toLowerCase()], opacity,
      borderColor: infeasible ? colours[state.toLowerCase()] : colours.card, borderWidth: infeasible ? 1.5 : size > 6 ? 1 : 0,
    },
  });
  return {
    grid: gridOf(y),
    tooltip: tooltipOf(colours),
    xAxis: axisOf(x, colours, { name: 'trial', nameLocation: 'middle', nameGap: 26, splitLine: { show: false } }),
    yAxis: [
      axisOf(y, colours, { name: shorten(objectives[objective].name, 40), nameTextStyle: { align: 'left', color: colours.soft } }),
      { type: 'value', min: 0, max: 1, show: false },
    ],
    series: [
      {
        type: 'line', step: 'end', data: bestSoFar(x, y), symbol: 'none', silent: true,
        lineStyle: { color: colours.best, width: 1.6, opacity: 0.75 }, z: 3,
      },
      scatter('PRUNED', 'diamond', false, 0.75),
      scatter('PRUNED', 'diamond', true, 0.75),
      scatter('COMPLETE', 'circle', true, 0.9),
      scatter('COMPLETE', 'circle', false, 0.9),
      {
        type: 'scatter', symbol: FAIL_PATH, symbolSize: size, itemStyle: { color: colours.fail }, yAxisIndex: 1,
        data: trials.filter((t) => t.state === 'FAIL').map((t) => ({ value: [x.at(t.number), 0.02], trial: t })),
      },
      {
        type: 'scatter', symbol: STAR_PATH, symbolSize: 17, z: 5,
        itemStyle: { color: colours.best, borderColor: colours.card, borderWidth: 1.2, opacity: 1 },
        data: drawn.filter((t) => best.has(t.row)).map((t) => ({ value: [x.at(t.number), y.at(t.values[objective])], trial: t })),
      },
    ],
  };
}

/** The tooltip of points that carry their trial. */
function tooltipOf(colours) {
  return {
    trigger: 'item', confine: true, padding: 0, borderWidth: 0, backgroundColor: 'transparent', extraCssText: 'box-shadow: none',
    textStyle: { color: colours.ink }, formatter: (point) => (point.data && point.data.trial ? tip(trialTip(point.data.trial)) : ''),
  };
}

function bestSoFar(x, y) {
  const line = [];
  let top = null;
  trials.forEach((t) => {
    const value = t.values[objective];
    if (t.state !== 'COMPLETE' || t.infeasible || !Number.isFinite(value)) return;
    if (top === null || isBetter(value, top)) {
      top = value;
      line.push([x.at(t.number), y.at(value)]);
    }
  });
  if (top !== null) line.push([x.at(trials[trials.length - 1].number), y.at(top)]);
  return line;
}
