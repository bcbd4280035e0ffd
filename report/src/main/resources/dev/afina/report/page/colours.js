/* Colours and marks: the same ones on the page and in pictures. */

const COLOURS = ['card', 'ink', 'soft', 'line', 'grid', 'complete', 'pruned', 'fail', 'running', 'paused', 'waiting', 'best', 'front'];

/** A palette with the font beside it, from what a style sheet's variables are; value(name) gives one of them. */
function paletteOf(value, font) {
  const colours = Object.fromEntries(COLOURS.map((name) => [name, value(name).trim()]));
  colours.font = font;
  colours.ramp = value('ramp').split(',').map((c) => c.trim());
  return colours;
}

/** The colour at a place of the ramp, from 0 (worst) to 1 (best). */
function rampColour(colours, place) {
  const at = Math.min(1, Math.max(0, place)) * (colours.ramp.length - 1);
  const i = Math.min(colours.ramp.length - 2, Math.floor(at));
  const rgb = (hex) => [1, 3, 5].map((k) => parseInt(hex.slice(k, k + 2), 16));
  const [a, b] = [rgb(colours.ramp[i]), rgb(colours.ramp[i + 1])];
  return `rgb(${a.map((v, k) => Math.round(v + (b[k] - v) * (at - i))).join(',')})`;
}

/** In a square of 12 by 12. */
const MARKS = {
  COMPLETE: 'M6 2a4 4 0 1 0 0 8a4 4 0 1 0 0-8z',
  PRUNED: 'M6 1.5L10.5 6L6 10.5L1.5 6z',
  FAIL: 'M2.5 1.2L6 4.7L9.5 1.2L10.8 2.5L7.3 6L10.8 9.5L9.5 10.8L6 7.3L2.5 10.8L1.2 9.5L4.7 6L1.2 2.5z',
  RUNNING: 'M2.5 1.5L10.5 6L2.5 10.5z',
  PAUSED: 'M2.4 1.5h2.7v9H2.4zM6.9 1.5h2.7v9H6.9z',
  WAITING: 'M2 2h8v8h-8z',
  BEST: 'M6 .6L7.6 4.2L11.5 4.6L8.6 7.2L9.4 11.1L6 9.1L2.6 11.1L3.4 7.2L.5 4.6L4.4 4.2z',
  LINE: 'M0 5h12v2h-12z',
};
const FAIL_PATH = `path://${MARKS.FAIL}`;
const STAR_PATH = `path://${MARKS.BEST}`;

function markColour(kind) {
  return { BEST: 'best', LINE: 'best' }[kind] || kind.toLowerCase();
}
