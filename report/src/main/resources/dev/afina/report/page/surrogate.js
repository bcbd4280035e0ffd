/** What a Gaussian process makes of one parameter: mean, band, acquisition, and the next point. */
function surrogateFigure() {
  const slice = report.surrogate;
  const param = { ...slice, kind: 'float', values: slice.grid };
  return {
    name: 'surrogate', title: `Gaussian process over ${shorten(slice.name, 40)}`, hint: slice.note,
    legend: [['LINE', 'mean'], ['COMPLETE', 'band of two standard deviations'], ['FAIL', 'observed'], ['RUNNING', `${slice.criterion}, next point`]],
    height: (width) => (width < 560 ? 400 : 460), label: `Gaussian process over ${slice.name}`,
    build: (colours, width, height) => surrogateOption(colours, height, slice, param),
  };
}

function surrogateOption(colours, height, slice, param) {
  const x = paramScale(param, 0, 8);
  const ends = slice.mean.flatMap((mean, i) => [mean - 2 * slice.deviation[i], mean + 2 * slice.deviation[i]]);
  const y = makeScale([...ends, ...slice.observed.map((point) => point[1])], { pad: 0.05 });
  const a = makeScale(slice.acquisition, { pad: 0.08, target: 3 });
  const grid = gridOf(longestLabel(y) > longestLabel(a) ? y : a);
  const split = Math.round(height * 0.68);
  const at = (value, i) => [x.at(slice.grid[i]), y.at(value)];
  const band = [...slice.mean.map((m, i) => at(m + 2 * slice.deviation[i], i)), ...slice.mean.map((m, i) => at(m - 2 * slice.deviation[i], i)).reverse()];
  const line = (data, color, axis) => ({ type: 'line', data, symbol: 'none', silent: true, xAxisIndex: axis, yAxisIndex: axis, lineStyle: { color, width: 2 } });
  const upright = (axis) => ({ ...line([[x.at(slice.next), 0], [x.at(slice.next), 1]], colours.running, axis), lineStyle: { color: colours.running, width: 1.5, type: [5, 4] } });
  return {
    grid: [{ ...grid, bottom: height - split }, { ...grid, top: split + 36 }],
    tooltip: { show: false },
    xAxis: [
      axisOf(x, colours, { gridIndex: 0, axisLabel: { show: false }, splitLine: { show: false } }),
      axisOf(x, colours, { gridIndex: 1, name: `${shorten(slice.name, 40)}${slice.log ? ' (log)' : ''}`, nameLocation: 'middle', nameGap: 26, splitLine: { show: false } }),
    ],
    yAxis: [
      axisOf(y, colours, { gridIndex: 0, name: shorten(slice.target, 40), nameTextStyle: { align: 'left', color: colours.soft } }),
      axisOf(a, colours, { gridIndex: 1, name: slice.criterion, nameTextStyle: { align: 'left', color: colours.soft } }),
    ],
    series: [
      {
        type: 'custom', silent: true, clip: true, z: 1, data: [[0, 0]],
        renderItem: (_, api) => ({
          type: 'polygon', shape: { points: band.map((point) => api.coord(point)) }, style: { fill: colours.complete, opacity: 0.18 },
        }),
      },
      line(slice.mean.map(at), colours.best, 0),
      upright(0),
      {
        type: 'scatter', symbol: FAIL_PATH, symbolSize: 9, z: 6, itemStyle: { color: colours.fail },
        data: slice.observed.map((point) => [x.at(point[0]), y.at(point[1])]),
      },
      line(slice.acquisition.map((value, i) => [x.at(slice.grid[i]), a.at(value)]), colours.running, 1),
      upright(1),
    ],
  };
}
