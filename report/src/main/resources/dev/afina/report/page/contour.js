/* Two parameters and the value: a surface, smoothed from the trials, with the trials on top. */

const MOST_CONTOUR_TRIALS = 300;
const FEWEST_CONTOUR_TRIALS = 3;
const MOST_CONTOUR_PARAMS = 12;
const CONTOUR_NODES = 32;
const CONTOUR_LEVELS = 12;

/** Complete trials that have both parameters. */
function withBoth(x, y) {
  return measured().filter((t) => x.values[t.row] != null && y.values[t.row] != null);
}

/** The names of the two most important parameters that half of the trials have; numbers before choices. */
function contourPair() {
  const ranked = report.importance[objective].names.map((name) => params.find((param) => param.name === name)).filter((param) => param);
  const order = [...ranked.filter((param) => param.kind !== 'choice'), ...ranked.filter((param) => param.kind === 'choice')];
  const pairs = order.slice(0, MOST_CONTOUR_PARAMS).flatMap((y, j) => order.slice(0, j).map((x) => [x, y]));
  const enough = Math.max(FEWEST_CONTOUR_TRIALS, measured().length / 2);
  const shared = ([x, y]) => withBoth(x, y).length;
  const chosen = pairs.find((pair) => shared(pair) >= enough) ?? pairs.reduce((most, pair) => (most && shared(most) >= shared(pair) ? most : pair), null);
  return chosen ? chosen.map((param) => param.name) : [];
}

function contourFigure(names = null) {
  const [x, y] = (names ?? contourPair()).map((name) => params.find((param) => param.name === name));
  const figure = { name: 'contour', title: 'Contour', hint: null, legend: [] };
  if (!x || !y) return { ...figure, empty: 'a contour plot needs complete trials with two parameters' };
  const both = withBoth(x, y);
  if (both.length < FEWEST_CONTOUR_TRIALS) {
    return { ...figure, empty: `only ${plural(both.length, 'complete trial')} ${both.length === 1 ? 'has' : 'have'} both ${x.name} and ${y.name}; a surface needs ${FEWEST_CONTOUR_TRIALS}` };
  }
  const list = selection(both, MOST_CONTOUR_TRIALS);
  const notes = ['The surface is smoothed from the trials; far from them it only continues what is nearest.'];
  if (list.length < both.length) notes.push(`${count(list.length)} of ${plural(both.length, 'trial')} are used, the best tenth among them.`);
  return {
    ...figure, title: `Contour: ${shorten(x.name, 30)} and ${shorten(y.name, 30)}`, hint: notes.join(' '), ramp: rampEnds(list),
    legend: list.some((t) => best.has(t.row)) ? [['BEST', 'best']] : [],
    height: (width) => (width < 560 ? 330 : 440),
    label: `${objectives[objective].name} over ${x.name} and ${y.name}`,
    build: (colours) => contourOption(colours, x, y, list),
  };
}

/** Numbers have nodes at even distances, choices one each. */
function contourNodes(param, other) {
  const n = param.kind === 'choice' ? param.choices.length : other.kind === 'choice' ? 3 * CONTOUR_NODES : CONTOUR_NODES;
  return Array.from({ length: n }, (_, i) => (param.kind === 'choice' ? (i + 0.5) / n : i / (n - 1)));
}

/**
 * Places on the ramp at the nodes, [row][column], or null where a choice has no trial: means of the trials'
 * places, weighted by a Gaussian whose width shrinks as trials become many.
 */
function contourSurface(x, y, xs, ys, points) {
  const width = 0.3 * points.length ** -0.25;
  const square = (param, a, b) => (param.kind === 'choice' ? (Math.abs(a - b) < 1e-9 ? 0 : Infinity) : (a - b) ** 2);
  return ys.map((v) => {
    const dy = points.map((p) => square(y, p[1], v));
    return xs.map((u) => {
      let nearest = Infinity;
      const d = points.map((p, i) => {
        const sum = square(x, p[0], u) + dy[i];
        if (sum < nearest) nearest = sum;
        return sum;
      });
      if (nearest === Infinity) return null;
      let weights = 0;
      let places = 0;
      d.forEach((sum, i) => {
        const w = Math.exp((nearest - sum) / (2 * width * width));
        weights += w;
        places += w * points[i][2];
      });
      return places / weights;
    });
  });
}

/** Per level the outline of what lies above its lower bound, in the coordinates that px and py give. */
function contourPaths(surface, xs, ys, px, py) {
  const point = ([u, v]) => `${px(u).toFixed(1)} ${py(v).toFixed(1)}`;
  const outline = (corners) => (corners.length > 2 ? `M${corners.map(point).join('L')}Z` : '');
  const cornersOf = (i, j) => [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]].map(([a, b]) => [xs[a], ys[b], surface[b][a]]);
  const rows = ys.slice(0, -1).map((_, j) => xs.slice(0, -1).map((_, i) => cornersOf(i, j)));
  return Array.from({ length: CONTOUR_LEVELS }, (_, level) => {
    const floor = level === 0 ? -1 : level / CONTOUR_LEVELS;
    return rows.map((row, j) => {
      let path = '';
      let from = -1;
      const flush = (i) => {
        if (from >= 0) path += outline([[xs[from], ys[j]], [xs[i], ys[j]], [xs[i], ys[j + 1]], [xs[from], ys[j + 1]]]);
        from = -1;
      };
      row.forEach((corners, i) => {
        if (corners.every((corner) => corner[2] >= floor)) {
          from = from < 0 ? i : from;
          return;
        }
        flush(i);
        path += outline(clipped(corners, floor));
      });
      flush(xs.length - 1);
      return path;
    }).join('');
  });
}

/** The part of a polygon of [x, y, value] where the value, linear along its sides, is at least a bound. */
function clipped(corners, bound) {
  const kept = [];
  corners.forEach((a, k) => {
    const b = corners[(k + 1) % corners.length];
    if (a[2] >= bound) kept.push(a);
    if ((a[2] >= bound) !== (b[2] >= bound)) {
      const s = (bound - a[2]) / (b[2] - a[2]);
      kept.push([a[0] + s * (b[0] - a[0]), a[1] + s * (b[1] - a[1])]);
    }
  });
  return kept;
}

/** As contourPaths, where an axis has choices: rectangles. */
function contourBlocks(surface, x, y, xs, ys, px, py) {
  const edges = (param, nodes, i) => (param.kind === 'choice'
    ? [i / nodes.length, (i + 1) / nodes.length]
    : [i === 0 ? 0 : (nodes[i - 1] + nodes[i]) / 2, i === nodes.length - 1 ? 1 : (nodes[i] + nodes[i + 1]) / 2]);
  const paths = Array.from({ length: CONTOUR_LEVELS }, () => '');
  surface.forEach((row, j) => row.forEach((place, i) => {
    if (place === null) return;
    const [left, right] = edges(x, xs, i).map((u) => px(u).toFixed(1));
    const [top, bottom] = edges(y, ys, j).map((v) => py(v).toFixed(1));
    const block = `M${left} ${top}H${right}V${bottom}H${left}Z`;
    paths.forEach((path, level) => { if (level === 0 || place * CONTOUR_LEVELS >= level) paths[level] = path + block; });
  }));
  return paths;
}

function contourOption(colours, x, y, list) {
  const [sx, sy] = [x, y].map((param) => paramScale(param, 0.02, 6));
  const places = colourPlaces(list);
  const placeOf = (t) => Math.min(1, Math.max(0, places.of(t.values[objective])));
  const points = list.map((t) => [sx.at(x.values[t.row]), sy.at(y.values[t.row]), placeOf(t)]);
  const [xs, ys] = [contourNodes(x, y), contourNodes(y, x)];
  const surface = contourSurface(x, y, xs, ys, points);
  const smooth = x.kind !== 'choice' && y.kind !== 'choice';
  const scatter = (some, symbol, size, style) => ({
    type: 'scatter', symbol, symbolSize: size, z: 5,
    data: some.map((t) => ({
      value: [sx.at(x.values[t.row]) + nudge(x, t.row), sy.at(y.values[t.row]) + nudge(y, 31 * t.row + 7)], trial: t, itemStyle: { ...style, ...(style.color ? {} : { color: rampColour(colours, placeOf(t)) }) },
    })),
  });
  const axis = { splitLine: { show: false }, z: 4, nameLocation: 'middle' };
  const name = (param) => `${shorten(param.name, 40)}${param.log ? ' (log)' : ''}`;
  return {
    grid: gridOf(sy, { top: 30, right: 24 }),
    tooltip: tooltipOf(colours),
    xAxis: axisOf(sx, colours, { ...axis, name: name(x), nameGap: 28 }),
    yAxis: axisOf(sy, colours, { ...axis, name: name(y), nameLocation: 'end', nameTextStyle: { align: 'left', color: colours.soft } }),
    series: [
      {
        type: 'custom', silent: true, clip: true, z: 1, data: [[0, 0]],
        renderItem: (_, api) => {
          const [[left, bottom], [right, top]] = [api.coord([0, 0]), api.coord([1, 1])];
          const px = (u) => left + u * (right - left);
          const py = (v) => bottom + v * (top - bottom);
          const paths = smooth ? contourPaths(surface, xs, ys, px, py) : contourBlocks(surface, x, y, xs, ys, px, py);
          return {
            type: 'group',
            children: paths.map((pathData, level) => ({ pathData, level })).filter(({ pathData }) => pathData)
              .map(({ pathData, level }) => ({ type: 'path', shape: { pathData }, style: { fill: rampColour(colours, (level + 0.5) / CONTOUR_LEVELS) } })),
          };
        },
      },
      scatter(list.filter((t) => !best.has(t.row)), 'circle', list.length > 150 ? 6 : 8, { borderColor: colours.ink, borderWidth: 1, opacity: 0.9 }),
      scatter(list.filter((t) => best.has(t.row)), STAR_PATH, 17, { color: colours.best, borderColor: colours.card, borderWidth: 1.2, opacity: 1 }),
    ],
  };
}

/** Trials of one choice lie side by side, not on top of each other. */
function nudge(param, seed) {
  return param.kind === 'choice' ? (jitter(seed) * 1.2) / param.choices.length : 0;
}
