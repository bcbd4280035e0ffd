/** The reported values of every trial by step. */
function curvesFigure(view = { log: false }) {
  const { curves, total, thinned } = report.curves;
  if (!curves.length) return null;
  const list = curves.map((curve) => ({ trial: trials[curve.trial], steps: curve.steps, values: curve.values.map(number) }));
  const all = list.flatMap((curve) => curve.values).filter(Number.isFinite);
  const notes = [];
  if (list.length < total) notes.push(`${count(list.length)} of ${plural(total, 'curve')} are drawn, evenly spread over the trials, the best among them.`);
  if (thinned) notes.push('Long curves are drawn with fewer points; their peaks are kept.');
  const states = ['COMPLETE', 'PRUNED', 'FAIL', 'RUNNING', 'PAUSED'].filter((state) => list.some((c) => c.trial.state === state));
  const scales = () => ({
    x: makeScale(list.flatMap((c) => c.steps), { whole: true, pad: 0.02, target: 8 }),
    y: makeScale(all, { log: view.log, pad: 0.05 }),
  });
  return {
    name: 'curves', title: 'Learning curves', hint: notes.join(' ') || null, logs: all.length > 0 && all.every((v) => v > 0),
    legend: [...(list.some((c) => best.has(c.trial.row)) ? [['LINE', 'best']] : []), ...states.map((state) => [state, STATE_NAMES[state]])],
    height: (width) => (width < 560 ? 290 : 380),
    label: `Reported values by step of ${plural(list.length, 'trial')}`,
    build: (colours) => curvesOption(colours, list, scales()),
    lines: (instance) => curveLines(instance, list, scales()),
  };
}

function showCurves() {
  const view = { log: false };
  const figure = curvesFigure(view);
  if (figure) showFigure(figure, figure.logs ? [(draw) => checkbox('log scale', false, (set) => { view.log = set; draw(); })] : null);
}

function curvePoints(curve, { x, y }) {
  const points = curve.steps.map((step, i) => [x.at(step), y.at(curve.values[i])]);
  return points.filter((point) => Number.isFinite(point[1]));
}

function curveStyle(trial, colours, many) {
  if (best.has(trial.row)) return { color: colours.best, width: 3, opacity: 1 };
  const faint = many ? 0.25 : 0.5;
  const opacity = { COMPLETE: many ? 0.28 : 0.7, PRUNED: faint, FAIL: 0.8, RUNNING: 0.8, PAUSED: 0.8 }[trial.state] ?? faint;
  return { color: colours[trial.state.toLowerCase()], width: 1.4, opacity };
}

function curvesOption(colours, list, { x, y }) {
  const many = list.length > 60;
  return {
    grid: gridOf(y),
    tooltip: { show: false },
    xAxis: axisOf(x, colours, { name: 'step', nameLocation: 'middle', nameGap: 26, splitLine: { show: false } }),
    yAxis: axisOf(y, colours, {
      name: objectives.length === 1 ? shorten(objectives[0].name, 40) : 'reported value', nameTextStyle: { align: 'left', color: colours.soft },
    }),
    series: list.map((curve) => {
      const points = curvePoints(curve, { x, y });
      const style = curveStyle(curve.trial, colours, many);
      return {
        type: 'line', data: points, silent: true, lineStyle: style, itemStyle: { color: style.color, opacity: style.opacity },
        symbol: 'circle', symbolSize: 5, showSymbol: points.length === 1 || !many,
        showAllSymbol: false, z: best.has(curve.trial.row) ? 5 : curve.trial.state === 'COMPLETE' ? 3 : 2,
        ...(points.length === 1 || list.length <= 60 ? endSymbol(points) : { showSymbol: false }),
      };
    }),
  };
}

/** A dot at the end of a curve only, where it stopped. */
function endSymbol(points) {
  return { showSymbol: true, showAllSymbol: true, symbolSize: (_, at) => (at.dataIndex === points.length - 1 ? 5 : 0) };
}

function curveLines(instance, list, scales) {
  const colours = palette();
  return list.map((curve) => ({
    points: curvePoints(curve, scales).map((point) => instance.convertToPixel({ gridIndex: 0 }, point)),
    colour: curveStyle(curve.trial, colours, false).color,
    tip: () => trialTip(curve.trial, [['last step', String(curve.steps[curve.steps.length - 1])]]),
  }));
}
