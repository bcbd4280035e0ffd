/* The brackets of a scheduler: which trials came to which rung, and with what value. */

const MOST_BRACKETS = 30;
const RUNG_KINDS = { COMPLETE: 'went on, or complete', PRUNED: 'went no further', FAIL: 'failed after it', RUNNING: 'running', PAUSED: 'set aside' };

function rungsFigure() {
  const all = report.rungs.brackets;
  if (!all.length) return null;
  const figure = { name: 'rungs', title: 'Brackets and rungs', legend: [], hint: null };
  const brackets = all.filter((bracket) => bracket.trials.length).slice(0, MOST_BRACKETS).map((bracket) => ({
    ...bracket, climbs: bracket.trials.map(({ trial, values }) => ({ trial: trials[trial], values: values.map(number) })),
  }));
  if (!brackets.length) return { ...figure, empty: 'no trial has come to a rung yet' };
  const climbs = brackets.flatMap((bracket) => bracket.climbs);
  const notes = [`A point is the ${rungValueName()} of a trial at a rung; lines lead those that went on to the next.`];
  if (climbs.length < brackets.reduce((sum, bracket) => sum + bracket.came[0], 0)) notes.push('Not all trials are drawn; of those that went on and of the others evenly many are.');
  if (all.length > MOST_BRACKETS) notes.push(`The first ${MOST_BRACKETS} of ${all.length} brackets.`);
  const kinds = climbs.flatMap((climb) => climb.values.map((_, i) => rungKind(climb, i)));
  const scales = rungScales(brackets, climbs);
  const single = brackets.length === 1;
  const picture = (bracket) => ({
    name: single ? 'rungs' : `rungs-${bracket.bracket}`, title: `Bracket ${bracket.bracket}`, note: `: ${rungSizes(bracket)}`,
    height: single ? (width) => (width < 560 ? 300 : 400) : 250, label: `Values of bracket ${bracket.bracket} at its rungs; trials: ${rungSizes(bracket)}`,
    build: (colours) => rungsOption(colours, bracket, scales, single),
    lines: (instance) => rungLines(instance, bracket, scales),
  });
  return {
    ...(single ? picture(brackets[0]) : { cells: brackets.map(picture) }),
    ...figure, hint: [...(single ? [`Trials: ${rungSizes(brackets[0])}.`] : []), ...notes].join(' '),
    legend: [['BEST', single ? 'best' : 'best of its bracket'], ...Object.keys(RUNG_KINDS).filter((kind) => kinds.includes(kind)).map((kind) => [kind, RUNG_KINDS[kind]])],
  };
}

/** How many trials came to each rung, such as "27 → 9 → 3 → 1". */
function rungSizes({ came }) {
  return came.filter((size) => size > 0).map(count).join(' → ');
}

/** The mark of a trial at a rung: that it went on, or what has become of it. */
function rungKind({ trial, values }, i) {
  return i < values.length - 1 ? 'COMPLETE' : trial.state;
}

/** Of this ratio of the largest to the smallest on, steps, and values to be minimised, are drawn by their logarithm. */
const WIDE_SPAN = 8;

/** The same scales for all brackets, so that they can be compared. */
function rungScales(brackets, climbs) {
  const steps = brackets.flatMap((bracket) => bracket.steps);
  const values = climbs.flatMap((climb) => climb.values).filter(Number.isFinite);
  const logSteps = spansMuch(steps);
  return {
    x: makeScale(steps, { log: logSteps, pad: 0.07 }),
    y: makeScale(values, { log: objectives[report.rungs.objective].direction === 'minimize' && spansMuch(values), pad: 0.06 }),
    logSteps,
  };
}

function spansMuch(values) {
  const [least, most] = values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
  return least > 0 && most >= WIDE_SPAN * least;
}

/** Where a trial's points lie; beside each other where a rung is crowded. NaN and infinities have none. */
function rungPoints({ steps, came }, climb, { x, y }) {
  const gaps = steps.slice(1).map((step, i) => x.at(step) - x.at(steps[i]));
  const room = gaps.reduce((least, gap) => Math.min(least, 0.3 * gap), 0.06);
  return climb.values.map((value, i) => ({
    at: [x.at(steps[i]) + 4 * jitter(climb.trial.row) * room * Math.min(1, came[i] / 60), y.at(value)], kind: rungKind(climb, i),
  })).filter((point) => Number.isFinite(point.at[1]));
}

function rungsOption(colours, bracket, scales, single) {
  const { x, y, logSteps } = scales;
  const rungs = { ...x, ticks: bracket.steps.map((step) => ({ at: x.at(step), label: fmt(step) })) };
  const many = bracket.climbs.length > 60;
  const drawn = bracket.climbs.map((climb) => ({ points: rungPoints(bracket, climb, scales), isBest: climb.trial.row === bracket.champion }));
  const ofBest = drawn.filter((climb) => climb.isBest).flatMap((climb) => climb.points);
  const others = drawn.filter((climb) => !climb.isBest);
  const scatter = (kind) => ({
    type: 'scatter', silent: true, z: kind === 'COMPLETE' ? 3 : 2, symbolSize: single ? (many ? 6 : 8) : many ? 5 : 7,
    symbol: { COMPLETE: 'circle', PRUNED: 'diamond' }[kind] ?? `path://${MARKS[kind]}`,
    itemStyle: { color: colours[kind.toLowerCase()], opacity: kind === 'PRUNED' ? (many ? 0.5 : 0.7) : 0.85 },
    data: others.flatMap((climb) => climb.points).filter((point) => point.kind === kind).map((point) => point.at),
  });
  const polyline = (api, points, style) => ({ type: 'polyline', shape: { points: points.map((point) => api.coord(point.at)) }, style: { fill: 'none', ...style } });
  return {
    grid: gridOf(y, single ? {} : { right: 14, top: 10, bottom: 40 }),
    tooltip: { show: false },
    xAxis: axisOf(rungs, colours, { name: `step${logSteps ? ' (log)' : ''}`, nameLocation: 'middle', nameGap: 25 }),
    yAxis: axisOf(y, colours, single ? { name: rungValueName(), nameTextStyle: { align: 'left', color: colours.soft } } : {}),
    series: [
      {
        type: 'custom', silent: true, clip: true, z: 1, data: [[0, 0]],
        renderItem: (_, api) => ({
          type: 'group',
          children: [
            ...others.filter((climb) => climb.points.length > 1).map((climb) => polyline(api, climb.points, { stroke: colours.complete, lineWidth: 1.2, opacity: many ? 0.3 : 0.5 })),
            ...(ofBest.length > 1 ? [polyline(api, ofBest, { stroke: colours.best, lineWidth: 2.6 })] : []),
          ],
        }),
      },
      ...Object.keys(RUNG_KINDS).map(scatter),
      { type: 'scatter', silent: true, z: 5, symbol: 'circle', symbolSize: 7, itemStyle: { color: colours.best, opacity: 1 }, data: ofBest.slice(0, -1).map((point) => point.at) },
      {
        type: 'scatter', silent: true, z: 6, symbol: STAR_PATH, symbolSize: single ? 17 : 15,
        itemStyle: { color: colours.best, borderColor: colours.card, borderWidth: 1.2, opacity: 1 }, data: ofBest.slice(-1).map((point) => point.at),
      },
    ],
  };
}

function rungValueName() {
  return objectives.length === 1 ? shorten(objectives[0].name, 40) : `reported ${shorten(objectives[report.rungs.objective].name, 40)}`;
}

function rungLines(instance, bracket, scales) {
  const colours = palette();
  return bracket.climbs.map((climb) => ({
    points: rungPoints(bracket, climb, scales).map((point) => instance.convertToPixel({ gridIndex: 0 }, point.at)),
    colour: climb.trial.row === bracket.champion ? colours.best : colours[rungKind(climb, climb.values.length - 1).toLowerCase()],
    tip: () => trialTip(climb.trial, climb.values.map((value, i) => [`at step ${bracket.steps[i]}`, fmt(value, 6)])),
  }));
}
