/* Scales do the logarithms and the ticks themselves, so that every chart has the same ones. */

/**
 * Maps values to places on an axis: the smallest to about 0, the largest to about 1.
 *
 * options: log; low and high that must be inside; whole (ticks at whole numbers only); pad (part of the range).
 * Differences are halved so that a range from −10³⁰⁸ to 10³⁰⁸ does not overflow.
 */
function makeScale(values, { log = false, low, high, whole = false, pad = 0.04, target = 5 } = {}) {
  let min = low ?? Infinity;
  let max = high ?? -Infinity;
  values.forEach((v) => {
    if (Number.isFinite(v) && (!log || v > 0)) { min = Math.min(min, v); max = Math.max(max, v); }
  });
  if (min > max) [min, max] = log ? [1, 10] : [0, 1];
  const raw = log ? Math.log10 : (v) => v;
  let [from, to] = [raw(min), raw(max)];
  if (from === to) {
    const half = log ? 0.3 : whole ? 1 : Math.abs(from) * 0.1 || 0.5;
    [from, to] = [from - half, to + half];
  }
  const margin = (to / 2 - from / 2) * (2 * pad);
  from = Math.max(-Number.MAX_VALUE, from - margin);
  to = Math.min(Number.MAX_VALUE, to + margin);
  const at = (v) => (raw(v) / 2 - from / 2) / (to / 2 - from / 2);
  const marked = min === max && whole ? [min] : log ? logTicks(from, to, target) : linearTicks(from, to, target, whole);
  const ticks = marked
    .map((v) => ({ at: at(v), label: fmt(v, 4) })).filter((tick) => tick.at >= -1e-9 && tick.at <= 1 + 1e-9);
  return { at, min: 0, max: 1, ticks };
}

function linearTicks(from, to, target, whole) {
  const rough = to / target - from / target;
  const power = 10 ** Math.floor(Math.log10(rough));
  let step = (rough < 1.42 * power ? 1 : rough < 3.2 * power ? 2 : rough < 7.1 * power ? 5 : 10) * power;
  if (whole) step = Math.max(1, Math.round(step));
  const ticks = [];
  for (let i = Math.ceil(from / step); i * step <= to + step * 1e-9 && ticks.length < 50; i++) {
    ticks.push(Number((i * step).toPrecision(12)));
  }
  return ticks;
}

function logTicks(from, to, target) {
  const decades = to - from;
  if (decades < 0.7) return linearTicks(10 ** from, 10 ** to, target, false).filter((v) => v > 0);
  const multiples = decades < 1.6 ? [1, 2, 5] : decades < 2.6 ? [1, 3] : [1];
  const stride = Math.max(1, Math.ceil(decades / (target + 2)));
  const ticks = [];
  for (let e = Math.floor(from); e <= Math.ceil(to); e++) {
    if (e % stride === 0) multiples.forEach((m) => ticks.push(Number(`${m}e${e}`)));
  }
  return ticks;
}

/** A scale for the positions of choices, with room around them. */
function choiceScale(choices, length = 14, most = 24) {
  const at = (i) => (i + 0.5) / choices.length;
  const stride = Math.ceil(choices.length / most);
  return {
    at, min: 0, max: 1,
    ticks: choices.map((c, i) => ({ at: at(i), label: shorten(c, length) })).filter((_, i) => i % stride === 0),
  };
}

/** The scale of a parameter's whole range. */
function paramScale(param, pad = 0.04, target = 5) {
  if (param.kind === 'choice') return choiceScale(param.choices);
  return makeScale(param.values, {
    log: param.log, low: param.low, high: param.high, whole: param.kind === 'int', pad, target,
  });
}

function longestLabel(scale) {
  return scale.ticks.reduce((longest, tick) => Math.max(longest, tick.label.length), 0);
}

/** Margins of a chart: ECharts does not know how wide the labels of our own ticks are. */
function gridOf(y, more = {}) {
  return { left: 16 + Math.max(2, longestLabel(y)) * 6.7, right: 20, top: 30, bottom: 44, containLabel: false, ...more };
}

/** ECharts' axis of a scale. */
function axisOf(scale, colours, more = {}) {
  const labels = new Map(scale.ticks.map((tick) => [tick.at.toFixed(9), tick.label]));
  const customValues = scale.ticks.map((tick) => tick.at);
  return {
    type: 'value', min: scale.min, max: scale.max,
    axisTick: { customValues, lineStyle: { color: colours.line } },
    axisLine: { show: true, onZero: false, lineStyle: { color: colours.line } },
    splitLine: { show: true, lineStyle: { color: colours.grid } },
    nameTextStyle: { color: colours.soft, fontSize: 12 },
    ...more,
    axisLabel: {
      customValues, color: colours.soft, fontSize: 11.5, hideOverlap: true,
      formatter: (v) => labels.get(v.toFixed(9)) ?? '', ...more.axisLabel,
    },
  };
}
