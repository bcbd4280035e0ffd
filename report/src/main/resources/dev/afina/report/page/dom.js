/* Elements are made from nodes and text only: nothing of a study is ever parsed as HTML. */

/** An element: h('p', {class: 'hint'}, 'text', child, …); properties that start with "on" listen. */
function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

/** An SVG element. */
function s(tag, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A titled part of the page, appended to the report. */
function section(title, hint, tools, name) {
  const element = h('section', { id: name },
    h('div', { class: 'heading' }, h('h2', {}, title), tools && h('div', { class: 'tools' }, ...tools)),
    hint && h('p', { class: 'hint' }, hint));
  document.getElementById('report').append(element);
  return element;
}

/** A labelled check box that calls back with whether it is set. */
function checkbox(label, checked, onchange) {
  const input = h('input', { type: 'checkbox', checked, onchange: () => onchange(input.checked) });
  return h('label', {}, input, label);
}

/** A list to choose one of; calls back with the position. */
function chooser(label, choices, onchange, chosen = 0) {
  const select = h('select', { onchange: () => onchange(select.selectedIndex) },
    ...choices.map((choice, i) => h('option', { selected: i === chosen }, choice)));
  return h('label', {}, label, select);
}

/** The mark of a state or of the best trial as a small picture; shapes differ beside the colours. */
function mark(kind) {
  return s('svg', { width: 12, height: 12, viewBox: '0 0 12 12', 'aria-hidden': 'true' },
    s('path', { d: MARKS[kind], style: `fill: var(--${markColour(kind)})` }));
}

/** What the marks of a chart mean: pairs of a mark, or null, and a text; and what the ends of the ramp of colours do. */
function legend(pairs, ramp) {
  return h('div', { class: 'legend' },
    ramp && h('span', {}, ramp[0], h('span', { class: 'ramp', 'aria-hidden': 'true' }), ramp[1]),
    ...pairs.map(([kind, text]) => h('span', {}, kind && mark(kind), text)));
}
