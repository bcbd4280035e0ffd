/** How much each parameter matters. */
const MOST_BARS = 20;

function importanceFigure() {
  const { evaluator, trials: used, note, names, shares } = report.importance[objective];
  const shown = names.slice(0, MOST_BARS);
  const method = { 'ped-anova': 'PED-ANOVA: how the best tenth of the trials differs from all', fanova: 'fANOVA: what each parameter explains alone' }[evaluator] ?? evaluator;
  const notes = [`${method}, over ${plural(used, 'complete trial')}.`];
  if (note) notes.push(sentence(note));
  if (shown.length < names.length) notes.push(`The first ${shown.length} of ${names.length} parameters.`);
  const figure = { name: 'importance', title: 'Parameter importance', legend: [] };
  if (!names.length) return { ...figure, hint: null, empty: note };
  return {
    ...figure, hint: notes.join(' '),
    height: 52 + shown.length * 26,
    label: `Importance of ${plural(shown.length, 'parameter')} for ${objectives[objective].name}`,
    build: (colours, width) => importanceOption(colours, width, shown, shares),
  };
}

function importanceOption(colours, width, names, shares) {
  const places = choiceScale(names, width < 560 ? 14 : 28, 100);
  const y = { ...places, at: (i) => 1 - places.at(i), ticks: places.ticks.map((tick) => ({ ...tick, at: 1 - tick.at })) };
  const x = makeScale([0, shares[0]].map((share) => share * 100), { low: 0, pad: 0, target: 6 });
  const percentOf = (share) => (share < 0.0005 ? '0 %' : `${(100 * share).toFixed(share < 0.0995 ? 1 : 0)} %`);
  const bars = names.map((_, i) => ({ value: [x.at(100 * shares[i]), y.at(i)], name: names[i], share: percentOf(shares[i]) }));
  return {
    grid: gridOf(y, { right: 58, top: 8, bottom: 40 }),
    tooltip: { ...tooltipOf(colours), formatter: ({ data }) => tip(h('div', {}, `${data.name}: ${data.share}`)) },
    xAxis: axisOf(x, colours, { name: 'share in %', nameLocation: 'middle', nameGap: 24 }),
    yAxis: axisOf(y, colours, { splitLine: { show: false }, axisTick: { show: false }, axisLabel: { color: colours.ink, hideOverlap: false } }),
    series: [{
      type: 'custom', data: bars,
      renderItem: (item, api) => {
        const [right, middle] = api.coord([api.value(0), api.value(1)]);
        const [left] = api.coord([0, 0]);
        return {
          type: 'group',
          children: [
            { type: 'rect', shape: { x: left, y: middle - 8, width: Math.max(1, right - left), height: 16, r: 2 }, style: { fill: colours.complete, opacity: 0.85 } },
            { type: 'text', x: right + 6, y: middle, silent: true, style: { text: bars[item.dataIndex].share, fill: colours.ink, fontSize: 12, fontFamily: colours.font, verticalAlign: 'middle' } },
          ],
        };
      },
    }],
  };
}
