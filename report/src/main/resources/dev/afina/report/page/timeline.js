/** When each trial ran, and how it ended. */
const MOST_SPANS = 1000;

function timelineFigure() {
  const begun = trials.filter((t) => t.start != null && t.state !== 'WAITING');
  if (!begun.length) return null;
  const list = begun.slice(-MOST_SPANS);
  const moments = begun.flatMap((t) => [t.start, workedUntil(t)]).filter((at) => at != null);
  const first = list.reduce((least, t) => Math.min(least, t.start), Infinity);
  const last = moments.reduce((a, b) => Math.max(a, b), first);
  const [size, unit] = [[86400e3, 'days'], [3600e3, 'hours'], [60e3, 'minutes'], [1e3, 'seconds']].find(([size]) => last - first > 2 * size) ?? [1, 'milliseconds'];
  const states = Object.keys(STATE_NAMES).filter((state) => list.some((t) => t.state === state));
  return {
    name: 'timeline', title: 'Timeline', legend: states.map((state) => [state, STATE_NAMES[state]]),
    hint: list.length < begun.length ? `The last ${count(list.length)} of ${plural(begun.length, 'trial')}.` : null,
    height: (width) => (width < 560 ? 260 : 320), label: `When ${plural(list.length, 'trial')} ran`,
    build: (colours) => timelineOption(colours, list, (at) => (at - first) / size, (last - first) / size, `${unit} since the first of them began`),
  };
}

/** When a trial ended, or, set aside, about when; null while it runs. */
function workedUntil(trial) {
  return trial.state === 'PAUSED' && trial.seconds != null ? trial.start + 1000 * trial.seconds : trial.end;
}

function timelineOption(colours, list, since, span, name) {
  const x = makeScale([0, span], { pad: 0.01, target: 8 });
  const y = makeScale(list.map((t) => t.number), { whole: true, pad: 0.03 });
  const end = (t) => (workedUntil(t) == null ? span : since(workedUntil(t)));
  return {
    grid: gridOf(y),
    tooltip: tooltipOf(colours),
    xAxis: axisOf(x, colours, { name, nameLocation: 'middle', nameGap: 26 }),
    yAxis: axisOf(y, colours, { name: 'trial', splitLine: { show: false }, nameTextStyle: { align: 'left', color: colours.soft } }),
    series: [{
      type: 'custom', clip: true, encode: { x: [0, 2], y: 1 },
      data: list.map((t) => ({ value: [x.at(since(t.start)), y.at(t.number), x.at(end(t))], trial: t })),
      renderItem: (item, api) => {
        const [left, middle] = api.coord([api.value(0), api.value(1)]);
        const [right] = api.coord([api.value(2), api.value(1)]);
        const thick = Math.max(1.5, Math.min(12, (0.75 * item.coordSys.height) / list.length));
        return {
          type: 'rect', shape: { x: left, y: middle - thick / 2, width: Math.max(1.5, right - left), height: thick },
          style: { fill: colours[list[item.dataIndex].state.toLowerCase()] },
        };
      },
    }],
  };
}
