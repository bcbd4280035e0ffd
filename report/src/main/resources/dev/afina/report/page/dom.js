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
function chooser(label, choices, onchange) {
  const select = h('select', { onchange: () => onchange(select.selectedIndex) },
    ...choices.map((choice) => h('option', {}, choice)));
  return h('label', {}, label, select);
}

/** The mark of a state or of the best trial as a small picture; shapes differ beside the colours. */
function mark(kind) {
  const paths = {
    COMPLETE: 'M6 2a4 4 0 1 0 0 8a4 4 0 1 0 0-8z',
    PRUNED: 'M6 1.5L10.5 6L6 10.5L1.5 6z',
    FAIL: 'M2.5 1.2L6 4.7L9.5 1.2L10.8 2.5L7.3 6L10.8 9.5L9.5 10.8L6 7.3L2.5 10.8L1.2 9.5L4.7 6L1.2 2.5z',
    RUNNING: 'M2.5 1.5L10.5 6L2.5 10.5z',
    WAITING: 'M2 2h8v8h-8z',
    BEST: 'M6 .6L7.6 4.2L11.5 4.6L8.6 7.2L9.4 11.1L6 9.1L2.6 11.1L3.4 7.2L.5 4.6L4.4 4.2z',
    LINE: 'M0 5h12v2h-12z',
  };
  const colour = { BEST: 'best', LINE: 'best' }[kind] || kind.toLowerCase();
  return s('svg', { width: 12, height: 12, viewBox: '0 0 12 12', 'aria-hidden': 'true' },
    s('path', { d: paths[kind], style: `fill: var(--${colour})` }));
}

/** What the marks of a chart mean: pairs of a mark and a text. */
function legend(pairs) {
  return h('div', { class: 'legend' }, ...pairs.map(([kind, text]) => h('span', {}, mark(kind), text)));
}
