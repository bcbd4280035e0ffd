/* Figures as parts of the page. */

/** The colours of the style sheet, as they are now. */
function palette() {
  const style = getComputedStyle(document.documentElement);
  return paletteOf((name) => style.getPropertyValue(`--${name}`), getComputedStyle(document.body).fontFamily);
}

/**
 * Appends a figure; the chart, or nothing where the figure is only a sentence. Tools are functions that get how to draw
 * it again and give an element; kind is the class of what holds the chart; parent is the report, if none is given.
 */
function showFigure(figure, tools = null, kind = null, parent = null) {
  let entry = null;
  const redraw = () => entry.draw();
  const box = section(figure.title, [figure.use, figure.hint].filter((text) => text).join(' ') || null,
    tools && tools.map((tool) => tool(redraw)), figure.name);
  if (parent) parent.append(box);
  if (figure.empty) {
    box.append(h('p', { class: 'hint' }, sentence(figure.empty)));
    return { box, draw: () => {} };
  }
  if (figure.legend.length || figure.ramp) box.append(legend(figure.legend, figure.ramp));
  if (figure.cells) {
    const grid = h('div', { class: 'slices' });
    box.append(grid);
    figure.cells.forEach((cell) => {
      const part = h('div', {}, h('h3', { title: cell.title }, cell.title, cell.note ? h('span', { class: 'soft' }, cell.note) : null));
      grid.append(part);
      chart(part, cell);
    });
    return { box, draw: () => {} };
  }
  const holder = kind ? h('div', { class: kind }) : box;
  if (kind) box.append(holder);
  entry = chart(holder, figure);
  return entry;
}

/** Appends the figure of a kind, if the study has one. */
function show(kind, names) {
  const figure = FIGURES[kind](names);
  if (figure) showFigure(figure);
}

/** The contour plot, with a choice of its two parameters. */
function showContour(names = null) {
  const usable = params.filter((param) => measured().some((t) => param.values[t.row] != null));
  const first = contourFigure(names);
  if (first.empty && !names) {
    showFigure(first);
    return;
  }
  const pair = [...(names ?? contourPair())];
  const place = h('div', {});
  document.getElementById('report').append(place);
  const pick = (axis, k) => () => chooser(axis, usable.map((param) => param.name),
    (i) => { pair[k] = usable[i].name; fill().draw(); }, usable.findIndex((param) => param.name === pair[k]));
  const fill = () => {
    forget(place);
    place.replaceChildren();
    return showFigure(contourFigure(pair), ['x', 'y'].map(pick), null, place);
  };
  fill();
}
