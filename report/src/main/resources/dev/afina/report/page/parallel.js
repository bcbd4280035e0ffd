/* Parallel coordinates. Axes are our own scales from 0 to 1 each; a trial that lacks a parameter meets its
   axis at the place "not used" below, so that no line passes through a value that was never chosen. */

const MOST_LINES = 600;
const MOST_AXES = 24;
const ABSENT = -0.12;

function parallelFigure() {
  const list = selection(measured(), MOST_LINES);
  if (!list.length) return null;
  const axes = parallelAxes(list);
  if (!axes.length) return null;
  const notes = [];
  if (list.length < measured().length) notes.push(`${count(list.length)} of ${plural(measured().length, 'complete trial')} are drawn, the best tenth among them.`);
  if (axes.length < params.length) notes.push(`${axes.length} of ${params.length} parameters are drawn, the most used ones.`);
  return {
    name: 'parallel', title: 'Parallel coordinates', hint: notes.join(' ') || null,
    use: 'Drag along an axis to keep only the trials that pass there; click the axis to let go.',
    ramp: rampEnds(measured()), axes: axes.length,
    legend: [...(champion ? [['LINE', 'best trial']] : []), ...(params.some((p) => p.values.includes(null)) ? [[null, '∅ not used by the trial']] : [])],
    height: (width) => (width < 620 ? 70 + (axes.length + 1) * 62 : 400),
    label: `Parameters of ${plural(list.length, 'complete trial')}, coloured by ${objectives[objective].name}`,
    build: (colours, width, height) => parallelOption(colours, list, axes, parallelFrame(width, height)),
    lines: (_, width, height) => parallelLines(list, axes, parallelFrame(width, height)),
  };
}

function showParallel() {
  const figure = parallelFigure();
  if (!figure) return;
  const { box, draw } = showFigure(figure, null, 'wide-chart');
  if (figure.axes > 12) {
    box.style.minWidth = `${Math.min(620, box.parentElement.clientWidth) < 620 ? 0 : figure.axes * 84}px`;
    draw();
  }
}

function parallelAxes(list) {
  const used = (param) => list.filter((t) => param.values[t.row] != null).length;
  const most = params.filter(used).sort((a, b) => used(b) - used(a)).slice(0, MOST_AXES);
  return params.filter((param) => most.includes(param)).map((param) => ({
    param, scale: paramScale(param, 0, 4), partly: used(param) < list.length,
  }));
}

/** Where the axes lie; side by side on a wide page, one below the other on a narrow one. */
function parallelFrame(width, height) {
  return width < 620
    ? { stacked: true, left: 26, right: 26, top: 34, bottom: 50, width, height }
    : { stacked: false, left: 58, right: 62, top: 58, bottom: 22, width, height };
}

function valueScale(list) {
  return makeScale(list.map((t) => t.values[objective]), { pad: 0, target: 4 });
}

/** From 0 (worst) to 1 (best); the worst tenth shares the palest colour, lest one outlier take all. */
function colourPlaces(list) {
  const values = list.map((t) => t.values[objective]).sort((a, b) => (isBetter(a, b) ? -1 : 1));
  const top = values[0];
  const bottom = values[Math.min(values.length - 1, Math.max(1, Math.floor((values.length - 1) * 0.9)))];
  return { top, bottom, of: (value) => (top === bottom ? 1 : (value / 2 - bottom / 2) / (top / 2 - bottom / 2)) };
}

/** What the ends of the ramp mean. */
function rampEnds(list) {
  const places = colourPlaces(list);
  return [
    `${shorten(objectives[objective].name, 40)}: ${fmt(places.bottom, 4)}${isBetter(places.top, places.bottom) ? ' or worse' : ''}`,
    fmt(places.top, 4),
  ];
}

function place(axis, trial) {
  const value = axis.param.values[trial.row];
  return value == null ? ABSENT : axis.scale.at(value);
}

function parallelOption(colours, list, axes, frame) {
  const target = valueScale(list);
  const places = colourPlaces(list);
  const order = [...list].sort((a, b) => (isBetter(a.values[objective], b.values[objective]) ? 1 : -1));
  const coordinates = (t) => [...axes.map((axis) => place(axis, t)), target.at(t.values[objective])];
  const opacity = list.length > 400 ? 0.2 : list.length > 150 ? 0.4 : 0.75;
  const all = [...axes.map((axis) => ({ name: axis.param.name, scale: axis.scale, partly: axis.partly })),
    { name: objectives[objective].name, scale: target, partly: false, strong: true }];
  return {
    tooltip: { show: false },
    parallel: {
      left: frame.left, right: frame.right, top: frame.top, bottom: frame.bottom, layout: frame.stacked ? 'vertical' : 'horizontal',
      axisExpandable: false,
    },
    parallelAxis: all.map((axis, i) => parallelAxis(axis, i, all.length, colours, frame)),
    series: [
      {
        type: 'parallel', silent: true, smooth: false, progressive: 0, inactiveOpacity: 0.04, activeOpacity: 0.9,
        data: order.map((t) => ({
          value: coordinates(t),
          lineStyle: { color: rampColour(colours, places.of(t.values[objective])), width: 1.4, opacity },
        })),
      },
      {
        type: 'parallel', silent: true, inactiveOpacity: 0.1, activeOpacity: 1, z: 6,
        lineStyle: { color: colours.best, width: 3, opacity: 1 }, data: list.includes(champion) ? [{ value: coordinates(champion) }] : [],
      },
    ],
  };
}

function parallelAxis(axis, i, axes, colours, frame) {
  const ticks = [...axis.scale.ticks];
  if (axis.partly) ticks.unshift({ at: ABSENT, label: '∅' });
  const room = frame.stacked ? frame.width - 60 : ((frame.width - frame.left - frame.right) / Math.max(1, axes - 1)) * 1.8;
  const unit = { min: ABSENT, max: 1, ticks };
  return axisOf(unit, colours, {
    dim: i, name: axis.name, nameLocation: frame.stacked ? 'middle' : 'end',
    nameGap: frame.stacked ? -26 : i % 2 ? 14 : 32,
    nameTextStyle: {
      color: axis.strong || frame.stacked ? colours.ink : colours.soft, fontSize: 12, fontWeight: axis.strong ? 600 : 400,
      textBorderColor: colours.card, textBorderWidth: frame.stacked ? 4 : 0,
    },
    nameTruncate: { maxWidth: Math.max(60, room), ellipsis: '…' },
    splitLine: { show: false },
    axisLine: { show: true, onZero: false, lineStyle: { color: colours.soft, width: 1, opacity: 0.6 } },
    axisLabel: { color: colours.ink, textBorderColor: colours.card, textBorderWidth: 3, fontSize: 11, hideOverlap: false },
    areaSelectStyle: { width: 18, borderWidth: 1, color: colours.complete, borderColor: colours.complete, opacity: 0.2 },
    z: 10,
  });
}

function parallelLines(list, axes, frame) {
  const target = valueScale(list);
  const n = axes.length;
  const spanX = frame.width - frame.left - frame.right;
  const spanY = frame.height - frame.top - frame.bottom;
  const share = (u) => (u - ABSENT) / (1 - ABSENT);
  const point = (u, i) => (frame.stacked
    ? [frame.left + share(u) * spanX, frame.top + (i / n) * spanY]
    : [frame.left + (i / n) * spanX, frame.top + (1 - share(u)) * spanY]);
  const colours = palette();
  return list.map((t) => ({
    points: [...axes.map((axis) => place(axis, t)), target.at(t.values[objective])].map(point),
    colour: colours.front, tip: () => trialTip(t),
  }));
}
