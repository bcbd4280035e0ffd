/** A number for reading: five significant digits, plain from 0.0001 to 10 million. */
function fmt(value, digits = 5) {
  if (value == null) return '–';
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e7) {
    const [mantissa, exponent] = value.toExponential(digits - 1).split('e');
    return `${Number(mantissa)}e${Number(exponent)}`.replace('-', value < 0 ? '−' : '-');
  }
  const text = Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(digits)));
  return text.replace(/^-/, '−');
}

/** A count with thin spaces between the thousands. */
function count(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

function plural(number, noun) {
  return `${count(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** A time in seconds, in the two units that matter. */
function duration(seconds) {
  if (seconds == null) return '–';
  if (seconds < 0.9995) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 59.95) return `${seconds.toFixed(seconds < 9.995 ? 2 : 1)} s`;
  const whole = Math.round(seconds);
  const parts = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];
  const first = parts.findIndex(([size]) => whole >= size);
  const [size, unit] = parts[first];
  const next = parts[first + 1];
  const rest = next ? Math.floor((whole % size) / next[0]) : 0;
  return `${Math.floor(whole / size)} ${unit}${rest ? ` ${rest} ${next[1]}` : ''}`;
}

/** A moment in UTC, to the second. */
function moment(millis) {
  return millis == null ? '–' : new Date(millis).toISOString().slice(0, 19).replace('T', ' ');
}

function shorten(text, length) {
  const points = Array.from(text);
  return points.length <= length ? text : points.slice(0, length - 1).join('') + '…';
}

/** With a capital letter and a full stop. */
function sentence(text) {
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}

const STATE_NAMES = {
  COMPLETE: 'complete', PRUNED: 'pruned', FAIL: 'failed', RUNNING: 'running', PAUSED: 'paused', WAITING: 'waiting',
};
