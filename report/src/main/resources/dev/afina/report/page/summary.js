/** The name of the study and what it seeks. */
function showTitle() {
  const root = document.getElementById('report');
  const goals = objectives.map((o) => `${o.direction} ${o.name}`).join(', ');
  const ends = trials.map((t) => t.end).filter((end) => end != null);
  const last = lastEnd();
  root.append(h('header', {},
    h('div', { class: 'eyebrow' }, 'Afina study'),
    h('h1', {}, report.study.name),
    h('p', {}, `${goals}${ends.length ? ` · as of ${moment(last)} UTC` : ''}`)));
}

function lastEnd() {
  return trials.reduce((last, t) => Math.max(last, t.end ?? -Infinity), -Infinity);
}

/** The cards, and the best trial's parameters. */
function showSummary() {
  const last = lastEnd();
  document.getElementById('report').append(h('div', { class: 'cards' }, ...bestCards(), trialsCard(), timeCard(last),
    ...report.facts.map(([name, value]) => card(name, value)),
    card('Sampler', report.study.sampler, `pruner ${report.study.pruner ?? 'not recorded'}, seed ${report.study.seed ?? 'not recorded'}`)));
  if (champion) showChampion();
}

function card(name, value, note) {
  const text = value ?? 'not recorded';
  return h('div', { class: 'card' }, h('div', { class: 'name' }, name),
    h('div', { class: `value${text.length > 14 ? ' long' : ''}` }, text), note && h('div', { class: 'note' }, note));
}

function bestCards() {
  if (objectives.length > 1) return [card('Pareto front', plural(report.best.length, 'trial'), 'dominated by no other')];
  if (!champion) return [card('Best value', 'none', 'no trial is complete yet')];
  return [
    card(`Best ${objectives[0].name}`, fmt(champion.values[0], 6)),
    card('Best trial', `#${champion.number}`, `took ${duration(champion.seconds)}`),
  ];
}

function trialsCard() {
  const parts = Object.keys(STATE_NAMES)
    .map((state) => [trials.filter((t) => t.state === state).length, STATE_NAMES[state]])
    .filter(([n]) => n > 0).map(([n, text]) => `${count(n)} ${text}`);
  return card('Trials', count(trials.length), parts.join(', ') || 'none yet');
}

function timeCard(last) {
  const spent = trials.reduce((sum, t) => sum + (t.seconds ?? 0), 0);
  const first = trials.reduce((least, t) => Math.min(least, t.start ?? Infinity), Infinity);
  return card('Time in trials', duration(spent),
    Number.isFinite(first) && Number.isFinite(last) ? `${duration((last - first) / 1000)} from first to last` : null);
}

function showChampion() {
  const used = params.filter((_, i) => champion.params[i] != null);
  const entries = used.map((param) => h('div', {}, h('dt', {}, param.name), h('dd', {}, paramText(param, param.values[champion.row]))));
  const box = section(`Best trial: #${champion.number}`, null, null, 'best');
  box.append(entries.length ? h('dl', { class: 'values' }, ...entries) : h('p', { class: 'hint' }, 'It has no parameters.'));
}

/** Why trials failed, the most frequent reason first. */
function showFailures() {
  const groups = new Map();
  trials.filter((t) => t.state === 'FAIL').forEach((t) => {
    const reason = (t.reason ?? 'no reason recorded') + (t.lost ? ' (lost; does not count)' : '');
    groups.set(reason, [...(groups.get(reason) ?? []), t.number]);
  });
  if (!groups.size) return;
  const failed = [...groups.values()].reduce((sum, numbers) => sum + numbers.length, 0);
  const box = section('Failed trials', `${plural(failed, 'trial')} of ${count(trials.length)} failed.`, null, 'failures');
  const sorted = [...groups].sort((a, b) => b[1].length - a[1].length);
  box.append(h('table', { class: 'reasons' }, h('tbody', {}, ...sorted.slice(0, 20).map(([reason, numbers]) => h('tr', {},
    h('td', {}, `${count(numbers.length)} ×`),
    h('td', {}, shorten(reason, 400), h('div', { class: 'soft' },
      `trial${numbers.length > 1 ? 's' : ''} ${numbers.slice(0, 12).join(', ')}${numbers.length > 12 ? ', …' : ''}`)))))));
  if (sorted.length > 20) box.append(h('p', { class: 'hint' }, `${plural(sorted.length - 20, 'rarer reason')} are in the table of trials.`));
}
