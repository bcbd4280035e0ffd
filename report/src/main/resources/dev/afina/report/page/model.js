/** What the best model does: a confusion matrix, or predicted against true values. */
function showModel() {
  if (report.confusion) showConfusion(report.confusion);
  if (report.predictions) showPredictions(report.predictions);
}

const MOST_CELLS = 30;

function showConfusion({ labels, counts }) {
  const rows = counts.map((row) => row.reduce((a, b) => a + b, 0));
  const columns = labels.map((_, j) => counts.reduce((sum, row) => sum + row[j], 0));
  const right = counts.reduce((sum, row, i) => sum + row[i], 0);
  const all = rows.reduce((a, b) => a + b, 0);
  const box = section('Confusion matrix of the best model',
    `${count(right)} of ${plural(all, 'sample')} right (${percent(right, all)}). Rows are true classes, columns predicted ones; a row's colours are parts of its samples.`,
    null, 'confusion');
  if (labels.length <= MOST_CELLS) {
    box.append(h('div', { class: 'scroll' }, matrixTable(labels, counts, rows, columns)));
  } else {
    chart(box, {
      name: 'confusion', height: (width) => Math.min(720, width), label: `Confusion matrix of ${labels.length} classes`,
      build: (colours) => matrixOption(labels, counts, rows, colours),
    });
  }
  showConfusions(box, labels, counts, rows);
}

function percent(part, whole) {
  return whole ? `${((100 * part) / whole).toFixed(1)} %` : '–';
}

function matrixTable(labels, counts, rows, columns) {
  const cell = (n, i, j) => {
    const share = rows[i] ? n / rows[i] : 0;
    const strength = n ? 0.1 + 0.9 * Math.sqrt(share) * (i === j ? 0.85 : 1) : 0;
    const style = n ? `background: rgba(var(--${i === j ? 'right' : 'wrong'}), ${Math.min(0.92, strength).toFixed(3)})` : 'color: var(--soft); opacity: .45';
    return h('td', {}, h('div', { class: 'cell', style: `${style}; display: grid; place-items: center${n && strength > 0.55 ? '; color: var(--card); font-weight: 600' : ''}`,
      title: `${labels[i]} taken for ${labels[j]}: ${n} (${percent(n, rows[i])})` }, count(n)));
  };
  return h('table', { class: 'matrix' },
    h('thead', {}, h('tr', {}, h('th', { class: 'side' }, 'true \\ predicted'), ...labels.map((l) => h('th', { title: l }, l)), h('th', { class: 'sum' }, 'recall'))),
    h('tbody', {}, ...labels.map((l, i) => h('tr', {}, h('th', { title: l }, l), ...counts[i].map((n, j) => cell(n, i, j)),
      h('td', { class: 'sum' }, percent(counts[i][i], rows[i]))))),
    h('tfoot', {}, h('tr', {}, h('th', { class: 'side' }, 'precision %'), ...labels.map((_, j) => h('td', {}, columns[j] ? String(Math.round((100 * counts[j][j]) / columns[j])) : '–')), h('td', {}))));
}

function matrixOption(labels, counts, rows, colours) {
  const data = counts.flatMap((row, i) => row.map((n, j) => [j, i, rows[i] ? n / rows[i] : 0]).filter(([j]) => row[j] > 0));
  const axis = { type: 'category', data: labels, splitArea: { show: false }, axisLabel: { color: colours.soft, width: 80, overflow: 'truncate' }, axisTick: { show: false }, axisLine: { lineStyle: { color: colours.line } } };
  return {
    grid: { left: 8, right: 8, top: 8, bottom: 8, containLabel: true },
    visualMap: { show: false, min: 0, max: 1, inRange: { color: colours.ramp } },
    tooltip: { padding: [6, 10], backgroundColor: colours.card, borderColor: colours.line, textStyle: { color: colours.ink, fontSize: 12.5 }, confine: true,
      formatter: ({ data: [j, i] }) => h('div', {}, `${labels[i]} taken for ${labels[j]}: ${counts[i][j]} (${percent(counts[i][j], rows[i])})`) },
    xAxis: { ...axis, axisLabel: { ...axis.axisLabel, rotate: 60 } }, yAxis: { ...axis, inverse: true },
    series: [{ type: 'heatmap', data }],
  };
}

function showConfusions(box, labels, counts, rows) {
  const pairs = counts.flatMap((row, i) => row.map((n, j) => ({ i, j, n }))).filter(({ i, j, n }) => i !== j && n > 0)
    .sort((a, b) => b.n - a.n).slice(0, 3);
  if (!pairs.length) return;
  const text = pairs.map(({ i, j, n }) => `${shorten(labels[i], 30)} taken for ${shorten(labels[j], 30)} (${count(n)} of ${count(rows[i])})`);
  box.append(h('p', { class: 'hint' }, `Most frequent mistakes: ${text.join('; ')}.`));
}

function showPredictions(data) {
  const pairs = data.pairs.map((pair) => pair.map(number)).filter((pair) => pair.every(Number.isFinite));
  const part = pairs.length < data.total ? ` ${count(pairs.length)} of ${count(data.total)} samples are drawn.` : '';
  const box = section('Predicted against true',
    `Best model, ${data.target}: R² ${fmt(number(data.r2), 4)}, mean absolute error ${fmt(number(data.mae), 4)}, root mean squared error ${fmt(number(data.rmse), 4)}. On the line, the prediction is exact.${part}`,
    null, 'predictions');
  if (!pairs.length) return;
  chart(box, {
    name: 'predictions', height: (width) => Math.min(460, Math.max(300, width)), label: `Predicted against true values of ${data.target}`,
    build: (colours) => {
      const scale = makeScale(pairs.flat(), { pad: 0.03 });
      const size = pairs.length > 1000 ? 3.5 : 6;
      return {
        grid: gridOf(scale),
        tooltip: { padding: [6, 10], backgroundColor: colours.card, borderColor: colours.line, textStyle: { color: colours.ink, fontSize: 12.5 }, confine: true,
          formatter: ({ data: { pair } }) => h('div', {}, `true ${fmt(pair[0])}, predicted ${fmt(pair[1])}`) },
        xAxis: axisOf(scale, colours, { name: `true ${shorten(data.target, 40)}`, nameLocation: 'middle', nameGap: 28 }),
        yAxis: axisOf(scale, colours, { name: 'predicted', nameTextStyle: { align: 'left', color: colours.soft } }),
        series: [
          { type: 'scatter', data: pairs.map((pair) => ({ value: pair.map(scale.at), pair })), symbolSize: size, itemStyle: { color: colours.complete, opacity: pairs.length > 1000 ? 0.35 : 0.6 } },
          { type: 'line', data: [[0, 0], [1, 1]], symbol: 'none', silent: true, lineStyle: { color: colours.best, width: 1.4, opacity: 0.8 } },
        ],
      };
    },
  });
}
