/** The brackets with a table of their rungs. */
function showRungs() {
  const figure = rungsFigure();
  if (!figure) return;
  showFigure(figure);
  if (!figure.empty) document.getElementById('rungs').append(rungTable());
}

/** How many trials came to each rung, how many of them went on, and the best value there. */
function rungTable() {
  const head = ['bracket', 'step', 'came', 'went on', `best ${rungValueName()}`];
  const row = (bracket, i) => h('tr', {},
    i === 0 ? h('th', { class: 'n', scope: 'rowgroup', rowspan: bracket.steps.length }, String(bracket.bracket)) : null,
    ...[fmt(bracket.steps[i]), count(bracket.came[i]), i === bracket.steps.length - 1 && !bracket.went[i] ? '–' : count(bracket.went[i]), fmt(number(bracket.best[i]), 6)]
      .map((text) => h('td', { class: 'n' }, text)));
  return h('div', { class: 'scroll', tabindex: 0 }, h('table', { class: 'rungs' },
    h('thead', {}, h('tr', {}, ...head.map((name) => h('th', { class: 'n', scope: 'col' }, name)))),
    ...report.rungs.brackets.slice(0, MOST_BRACKETS).map((bracket) => h('tbody', {}, ...bracket.steps.map((_, i) => row(bracket, i))))));
}
