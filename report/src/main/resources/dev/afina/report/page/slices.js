/** The value against each parameter. */
const MOST_SLICES = 40;
const MOST_SLICE_POINTS = 2000;

/** Only of some parameters, if names are given. */
function sliceFigure(names = null) {
  const list = selection(trials.filter((t) => Number.isFinite(t.values[objective])
    && (t.state === 'COMPLETE' || t.state === 'PRUNED')), MOST_SLICE_POINTS);
  const used = params.filter((param) => (!names || names.includes(param.name)) && list.some((t) => param.values[t.row] != null));
  if (!used.length) return null;
  const notes = [];
  if (used.length > MOST_SLICES) notes.push(`The first ${MOST_SLICES} of ${used.length} parameters.`);
  if (list.length === MOST_SLICE_POINTS) notes.push(`${count(list.length)} trials are drawn, the best tenth among them.`);
  if (used.some((p) => p.kind === 'choice')) notes.push('Choices are spread a little sideways; the bar is their median.');
  return {
    name: 'slices', title: 'Slices', hint: notes.join(' ') || null,
    legend: [...(best.size ? [['BEST', 'best']] : []), ['COMPLETE', 'complete'],
      ...(list.some((t) => t.state === 'PRUNED') ? [['PRUNED', 'pruned']] : [])],
    cells: used.slice(0, MOST_SLICES).map((param, i) => ({
      name: `slice-${i}`, title: param.name, note: param.log ? ' (log)' : null,
      height: 210, label: `${objectives[objective].name} against ${param.name}`,
      build: (colours, width) => sliceOption(colours, width, param, list),
    })),
  };
}

/** A place in −0.5 to 0.5 that looks random and is always the same. */
function jitter(row) {
  return ((Math.imul(row + 1, 2654435761) >>> 0) / 4294967296 - 0.5) * 0.5;
}

function sliceOption(colours, width, param, list) {
  const here = list.filter((t) => param.values[t.row] != null);
  const choice = param.kind === 'choice';
  const x = choice ? choiceScale(param.choices, param.choices.length > 6 ? 12 : Math.max(4, Math.floor(width / param.choices.length / 7.5))) : paramScale(param, 0.04, 4);
  const y = makeScale(list.map((t) => t.values[objective]), { log: wantsLog(), pad: 0.07, target: 5 });
  const point = (t) => {
    const value = param.values[t.row];
    return { value: [x.at(choice ? value + jitter(t.row) : value), y.at(t.values[objective])], trial: t };
  };
  const size = here.length > 500 ? 4 : 7;
  const scatter = (data, symbol, style, symbolSize = size) => ({ type: 'scatter', data: data.map(point), symbol, symbolSize, itemStyle: style });
  const normal = (state) => here.filter((t) => t.state === state && !best.has(t.row));
  const crowded = choice && param.choices.length > 6;
  return {
    grid: gridOf(y, { right: 14, top: 10, bottom: crowded ? 18 + 4.6 * longestLabel(x) : 26 }),
    tooltip: tooltipOf(colours),
    xAxis: axisOf(x, colours, {
      splitLine: { show: false }, axisTick: { show: !choice, customValues: x.ticks.map((tick) => tick.at), lineStyle: { color: colours.line } },
      axisLabel: crowded ? { rotate: 40, hideOverlap: false } : {},
    }),
    yAxis: axisOf(y, colours),
    series: [
      scatter(normal('PRUNED'), 'diamond', { color: colours.pruned, opacity: 0.6 }),
      scatter(normal('COMPLETE'), 'circle', { color: colours.complete, opacity: 0.7 }),
      ...(choice ? [medians(param, here, x, y, colours, width)] : []),
      scatter(here.filter((t) => best.has(t.row)), STAR_PATH, { color: colours.best, borderColor: colours.card, borderWidth: 1, opacity: 1 }, 15),
    ],
  };
}

function medians(param, here, x, y, colours, width) {
  const data = param.choices.map((_, i) => {
    const values = here.filter((t) => param.values[t.row] === i && t.state === 'COMPLETE')
      .map((t) => t.values[objective]).sort((a, b) => a - b);
    const middle = values.length / 2;
    const median = values.length % 2 ? values[Math.floor(middle)] : (values[middle - 1] + values[middle]) / 2;
    return values.length ? [x.at(i), y.at(median)] : null;
  }).filter((point) => point);
  return {
    type: 'scatter', symbol: 'rect', symbolSize: [Math.min(60, (width / param.choices.length) * 0.5), 2.5], data, silent: true,
    itemStyle: { color: colours.ink, opacity: 0.75 }, z: 4,
  };
}
