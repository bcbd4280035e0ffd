/* Builds the page from top to bottom, then keeps it fitting: to its width, to light and dark, to paper. */

function showAll() {
  showTitle();
  if (objectives.length > 1) {
    const pick = chooser('Charts show', objectives.map((o) => o.name), (k) => { objective = k; rebuild(); });
    pick.querySelector('select').selectedIndex = objective;
    document.querySelector('header').append(h('div', { class: 'tools', style: 'margin-top: 10px' }, pick));
  }
  if (report.only) {
    showOnly(report.only);
    return;
  }
  showSummary();
  show('pareto');
  showHistory();
  showCurves();
  showRungs();
  if (trials.length) show('importance');
  showParallel();
  if (trials.length) showContour();
  show('slice');
  show('edf');
  show('timeline');
  showModel();
  showFailures();
  showTable();
  finish();
}

function finish() {
  document.getElementById('report').append(h('footer', {}, 'Made by Afina. Charts by Apache ECharts.'));
  drawAll();
}

/** A page of one figure, as `afina plot` writes it. */
function showOnly({ kind, names }) {
  const own = { history: showHistory, curves: showCurves, rungs: showRungs, parallel: showParallel, contour: () => showContour(names) };
  (own[kind] ?? (() => show(kind, names)))();
  finish();
}

function rebuild() {
  forget(document.getElementById('report'));
  document.getElementById('report').replaceChildren();
  showAll();
}

let resizing = 0;
window.addEventListener('resize', () => {
  cancelAnimationFrame(resizing);
  resizing = requestAnimationFrame(() => charts.forEach((entry) => { if (entry.box.clientWidth !== entry.width) draw(entry); }));
});
window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);

/** Draws as for a sheet of paper: light, and as wide as A4 and US Letter both allow. */
function forPaper(printing) {
  const main = document.getElementById('report');
  main.style.width = printing ? '690px' : '';
  main.style.padding = printing ? '0' : '';
  if (printing) document.documentElement.dataset.theme = 'light';
  else delete document.documentElement.dataset.theme;
  drawAll();
}
window.addEventListener('beforeprint', () => forPaper(true));
window.addEventListener('afterprint', () => forPaper(false));

if (report.only) objective = report.only.objective;
showAll();
document.documentElement.dataset.ready = 'true';
