/* Every chart of the page, drawn again when its width, the colours or what it shows changes. */

const charts = [];
const MANY = 1500;

/** The colours of the style sheet, as they are now. */
function palette() {
  const style = getComputedStyle(document.documentElement);
  const names = ['card', 'ink', 'soft', 'line', 'grid', 'complete', 'pruned', 'fail', 'running', 'waiting', 'best', 'front'];
  const colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  colours.ramp = style.getPropertyValue('--ramp').split(',').map((c) => c.trim());
  return colours;
}

/** The colour at a place of the ramp, from 0 (worst) to 1 (best). */
function rampColour(colours, place) {
  const at = Math.min(1, Math.max(0, place)) * (colours.ramp.length - 1);
  const i = Math.min(colours.ramp.length - 2, Math.floor(at));
  const rgb = (hex) => [1, 3, 5].map((k) => parseInt(hex.slice(k, k + 2), 16));
  const [a, b] = [rgb(colours.ramp[i]), rgb(colours.ramp[i + 1])];
  return `rgb(${a.map((v, k) => Math.round(v + (b[k] - v) * (at - i))).join(',')})`;
}

/**
 * A chart. build(colours, width) gives ECharts' option; height is a number or a function of the width;
 * lines(chart, width, height), if given, gives what a pointer can find: [{points, tip(), colour}].
 */
function chart(parent, { name, label, height, build, lines }) {
  const box = h('div', { class: 'chart', role: 'img', 'aria-label': label, 'data-chart': name });
  parent.append(box);
  const entry = { box, height, build, lines, instance: null, width: 0 };
  entry.draw = () => draw(entry);
  charts.push(entry);
  if (lines) watchPointer(entry);
  return entry;
}

function draw(entry) {
  const width = entry.box.clientWidth;
  if (!width) return;
  const height = typeof entry.height === 'function' ? entry.height(width) : entry.height;
  entry.box.style.height = `${height}px`;
  entry.width = width;
  if (!entry.instance) {
    entry.instance = echarts.init(entry.box, null, { renderer: trials.length > MANY ? 'canvas' : 'svg' });
  } else {
    entry.instance.resize();
  }
  const colours = palette();
  entry.instance.setOption({
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    tooltip: {
      trigger: 'item', confine: true, backgroundColor: colours.card, borderColor: colours.line,
      textStyle: { color: colours.ink, fontSize: 12.5 }, padding: 0, className: 'tip-host',
    },
    ...entry.build(colours, width, height),
  }, { notMerge: true });
  entry.found = entry.lines ? entry.lines(entry.instance, width, height) : null;
}

function drawAll() {
  charts.forEach(draw);
}

/** Wraps what a tooltip says. */
function tip(content) {
  return h('div', { class: 'tip' }, content);
}

/** Shows the line nearest to the pointer above the others, with its tooltip. */
function watchPointer(entry) {
  const over = s('svg', { class: 'over', 'aria-hidden': 'true' });
  const card = h('div', { class: 'tip float', hidden: true });
  entry.box.append(over, card);
  const leave = () => { over.replaceChildren(); card.hidden = true; };
  entry.box.addEventListener('pointerleave', leave);
  entry.box.addEventListener('pointermove', (event) => {
    const bounds = entry.box.getBoundingClientRect();
    const at = [event.clientX - bounds.left, event.clientY - bounds.top];
    const line = nearest(entry.found || [], at);
    if (!line) return leave();
    entry.box.append(over, card);
    over.replaceChildren(s('polyline', {
      points: line.points.map((p) => p.join(',')).join(' '), fill: 'none', stroke: line.colour,
      'stroke-width': 3, 'stroke-linejoin': 'round',
    }));
    card.replaceChildren(line.tip());
    card.hidden = false;
    const left = at[0] + 16 + card.offsetWidth > bounds.width ? at[0] - 16 - card.offsetWidth : at[0] + 16;
    card.style.left = `${Math.max(0, left)}px`;
    card.style.top = `${Math.max(0, Math.min(at[1] + 12, bounds.height - card.offsetHeight))}px`;
  });
}

function nearest(lines, [x, y], reach = 18) {
  let found = null;
  let least = reach * reach;
  for (const line of lines) {
    for (let i = 0; i < line.points.length; i++) {
      const d = distance(line.points[i], line.points[i + 1] ?? line.points[i], x, y);
      if (d < least) [least, found] = [d, line];
    }
  }
  return found;
}

/** The squared distance of a point to a segment. */
function distance([ax, ay], [bx, by], x, y) {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const t = length ? Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length)) : 0;
  return (ax + t * dx - x) ** 2 + (ay + t * dy - y) ** 2;
}
