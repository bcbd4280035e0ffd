/* The study, as ReportData.java wrote it, turned from columns into trials. */

/** JSON has no NaN and no infinities; they come as strings of these names. */
function number(value) {
  return typeof value === 'string' ? Number(value) : value;
}

const objectives = report.study.objectives;
const params = report.params.map((param) => ({ ...param, values: param.values.map(number) }));
const best = new Set(report.best);

const trials = report.trials.number.map((trialNumber, row) => ({
  row,
  number: trialNumber,
  state: report.trials.state[row],
  values: report.trials.values.map((column) => number(column[row])),
  params: params.map((param) => param.values[row]),
  seconds: report.trials.seconds[row],
  start: report.trials.start[row],
  end: report.trials.end[row],
  reason: report.trials.reason[row],
  infeasible: false,
  lost: false,
}));
report.trials.infeasible.forEach((row) => { trials[row].infeasible = true; });
report.trials.lost.forEach((row) => { trials[row].lost = true; });
report.trials.paused.forEach(([row, text]) => { trials[row].state = 'PAUSED'; trials[row].paused = text; });

/** The state of a trial in words. */
function stateText(trial) {
  return trial.paused ?? STATE_NAMES[trial.state];
}

/** The one best trial of a study with one objective, if there is one. */
const champion = objectives.length === 1 && report.best.length ? trials[report.best[0]] : null;

/** Which objective the charts show; charts that depend on it are drawn again when it changes. */
let objective = 0;

function isBetter(a, b, k = objective) {
  return objectives[k].direction === 'minimize' ? a < b : a > b;
}

/** The value of a parameter in words. */
function paramText(param, value) {
  if (value == null) return '–';
  return param.kind === 'choice' ? param.choices[value] ?? '?' : fmt(value);
}

/** Complete trials with a finite value of the objective. */
function measured() {
  return trials.filter((t) => t.state === 'COMPLETE' && Number.isFinite(t.values[objective]));
}

/** At most `limit` of some trials, evenly spread, with the best tenth of them always among them. */
function selection(list, limit) {
  if (list.length <= limit) return list;
  const order = [...list].sort((a, b) => (isBetter(a.values[objective], b.values[objective]) ? -1 : 1));
  const kept = new Set(order.slice(0, Math.floor(limit / 10)));
  report.best.forEach((row) => kept.add(trials[row]));
  const others = list.filter((trial) => !kept.has(trial));
  const wanted = limit - kept.size;
  for (let i = 0; i < wanted; i++) kept.add(others[Math.floor((i * others.length) / wanted)]);
  return list.filter((trial) => kept.has(trial));
}
