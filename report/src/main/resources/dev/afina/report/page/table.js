/** The table of all trials: sorted by a click on a column's name, filtered by state and text. */
const PAGE = 50;

function showTable() {
  if (!trials.length) {
    section('Trials', 'This study has no trials yet.', null, 'trials');
    return;
  }
  const columns = tableColumns();
  const view = { column: 0, up: true, state: null, text: '', shown: PAGE };
  const states = Object.keys(STATE_NAMES).filter((state) => trials.some((t) => t.state === state));
  const search = h('input', { type: 'search', placeholder: 'search', 'aria-label': 'Search the trials', oninput: () => update({ text: search.value.toLowerCase(), shown: PAGE }) });
  const pick = chooser('', ['all states', ...states.map((state) => STATE_NAMES[state])], (i) => update({ state: states[i - 1] ?? null, shown: PAGE }));
  pick.querySelector('select').setAttribute('aria-label', 'State');
  const box = section('Trials', null, [pick, search], 'trials');
  box.classList.add('long');
  const heads = columns.map((column, i) => h('th', { class: column.numeric ? 'n' : null, scope: 'col' },
    h('button', { type: 'button', title: column.name, onclick: () => update({ column: i, up: view.column === i ? !view.up : true }) }, shorten(column.name, 28))));
  const body = h('tbody', {});
  const more = h('div', { class: 'more' });
  box.append(h('div', { class: 'scroll', tabindex: 0 }, h('table', { class: 'trials' }, h('thead', {}, h('tr', {}, ...heads)), body)), more);

  function update(change) {
    Object.assign(view, change);
    const rows = sortRows(filterRows(view, columns), columns[view.column], view.up);
    heads.forEach((head, i) => {
      if (i === view.column) head.setAttribute('aria-sort', view.up ? 'ascending' : 'descending');
      else head.removeAttribute('aria-sort');
    });
    body.replaceChildren(...rows.slice(0, view.shown).map((t) => tableRow(t, columns)));
    const rest = rows.length - Math.min(rows.length, view.shown);
    more.replaceChildren(`${count(rows.length - rest)} of ${plural(rows.length, 'trial')}`,
      ...(rest ? [h('button', { type: 'button', class: 'plain', onclick: () => update({ shown: view.shown + Math.max(PAGE, Math.min(500, view.shown)) }) }, 'show more')] : []));
  }
  update({});
}

/** What the table shows: for each column how a trial is sorted and written. */
function tableColumns() {
  const plain = (name, key, text, numeric = true) => ({ name, key, text, numeric });
  return [
    plain('number', (t) => t.number, (t) => String(t.number)),
    { name: 'state', key: (t) => t.state, text: stateText, badge: true },
    ...objectives.map((o, k) => plain(o.name, (t) => t.values[k], (t) => fmt(t.values[k], 6))),
    plain('duration', (t) => t.seconds, (t) => duration(t.seconds)),
    ...params.map((param) => plain(param.name, (t) => param.values[t.row], (t) => paramText(param, param.values[t.row]), param.kind !== 'choice')),
    ...report.attributes.map((a) => plain(a.name, (t) => a.values[t.row], (t) => {
      const value = a.values[t.row];
      return typeof value === 'number' ? fmt(value, 6) : value == null ? '–' : shorten(value, 80);
    }, a.values.every((v) => v == null || typeof v === 'number'))),
    ...(trials.some((t) => t.infeasible) ? [plain('feasible', (t) => (t.infeasible ? 1 : 0), (t) => (t.infeasible ? 'no' : 'yes'), false)] : []),
    plain('started (UTC)', (t) => t.start, (t) => moment(t.start), false),
    { name: 'reason', key: (t) => t.reason, text: (t) => t.reason ?? '', wrap: true },
  ];
}

function filterRows({ state, text }, columns) {
  return trials.filter((t) => (!state || t.state === state)
    && (!text || columns.some((column) => column.text(t).toLowerCase().includes(text))));
}

/** Sorted by a column; trials with nothing there, and NaN, come last either way. */
function sortRows(rows, { key }, up) {
  const nothing = (v) => v == null || Number.isNaN(v);
  const compare = (a, b) => (typeof a === 'number' && typeof b === 'number' ? (a < b ? -1 : a > b ? 1 : 0) : String(a).localeCompare(String(b)));
  return [...rows].sort((s1, s2) => {
    const [a, b] = [key(s1), key(s2)];
    if (nothing(a) || nothing(b)) return nothing(a) - nothing(b) || s1.number - s2.number;
    return (up ? 1 : -1) * compare(a, b) || s1.number - s2.number;
  });
}

function tableRow(t, columns) {
  return h('tr', { class: best.has(t.row) ? 'best' : null }, ...columns.map((column) => {
    const text = column.text(t);
    if (column.badge) return h('td', {}, h('span', { class: 'state', title: t.reason }, mark(best.has(t.row) ? 'BEST' : t.state), text));
    return h('td', { class: [column.numeric ? 'n' : '', column.wrap ? 'text' : '', text === '–' ? 'absent' : ''].join(' ').trim() || null }, text);
  }));
}
