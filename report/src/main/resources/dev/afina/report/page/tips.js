/* What a pointer is told. */

/** Wraps what a tooltip says. */
function tip(content) {
  return h('div', { class: 'tip' }, content);
}

/** What a tooltip says of a trial. */
function trialTip(trial, extra = []) {
  const rows = [
    ...extra,
    ...objectives.map((o, k) => [o.name, fmt(trial.values[k], 6)]),
    ...params.map((param, i) => [param.name, trial.params[i] == null ? null : paramText(param, trial.params[i])]),
  ].filter(([, text]) => text != null);
  const shown = rows.slice(0, 16);
  return h('div', {},
    h('b', {}, `Trial ${trial.number}`),
    ` · ${stateText(trial)}${best.has(trial.row) ? ' · best' : ''}${trial.infeasible ? ' · infeasible' : ''}`,
    h('dl', {}, ...shown.flatMap(([name, text]) => [h('dt', {}, shorten(name, 30)), h('dd', {}, shorten(text, 30))])),
    rows.length > shown.length ? h('p', { class: 'soft' }, `and ${rows.length - shown.length} more`) : null,
    trial.reason ? h('p', { class: 'soft' }, shorten(trial.reason, 160)) : null);
}
