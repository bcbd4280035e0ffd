/* Builds the page from top to bottom, then keeps it fitting: to its width, to light and dark, to paper. */

function showAll() {
  showSummary();
  if (objectives.length > 1) {
    const pick = chooser('Charts show', objectives.map((o) => o.name), (k) => { objective = k; rebuild(); });
    pick.querySelector('select').selectedIndex = objective;
    document.querySelector('header').append(h('div', { class: 'tools', style: 'margin-top: 10px' }, pick));
  }
  showPareto();
  showHistory();
  showCurves();
  showParallel();
  showSlices();
  showModel();
  showFailures();
  showTable();
  document.getElementById('report').append(h('footer', {}, 'Made by Afina. Charts by Apache ECharts.'));
  drawAll();
}

function rebuild() {
  charts.splice(0).forEach((entry) => entry.instance && entry.instance.dispose());
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

showAll();
document.documentElement.dataset.ready = 'true';
