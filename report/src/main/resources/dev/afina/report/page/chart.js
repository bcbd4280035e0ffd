/* Every chart of the page, drawn again when its width, the colours or what it shows changes. */

const charts = [];
const MANY = 1500;

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
    textStyle: { fontFamily: colours.font },
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

/** Lets go of the charts inside an element that is about to go. */
function forget(element) {
  charts.filter((entry) => element.contains(entry.box)).forEach((entry) => {
    if (entry.instance) entry.instance.dispose();
    charts.splice(charts.indexOf(entry), 1);
  });
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
