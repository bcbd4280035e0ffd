/* A figure as one SVG picture, made without a browser: title, hint and legend as text, the charts by ECharts. */

const PICTURE_PAD = 20;
const PICTURE_FONT = "'DejaVu Sans', 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const CELL_WIDTH = 260;

function escaped(text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** About as wide as the text is in this size of letters. */
function textWidth(text, size) {
  const share = (c) => ('ijltfrI.,:;|!\'()[] '.includes(c) ? 0.36 : 'mwMW%@∅'.includes(c) ? 0.92 : c >= 'A' && c <= 'Z' ? 0.7 : 0.61);
  return size * Array.from(text).reduce((sum, c) => sum + share(c), 0);
}

function textAt(x, y, text, size, colour, more = '') {
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${colour}" ${more}>${escaped(text)}</text>`;
}

/** Breaks a text into lines of about this width. */
function wrapped(text, width, size) {
  const lines = [''];
  text.split(' ').forEach((word) => {
    const line = `${lines[lines.length - 1]} ${word}`.trim();
    if (lines[lines.length - 1] && textWidth(line, size) > width) lines.push(word);
    else lines[lines.length - 1] = line;
  });
  return lines;
}

/** Lays the legend's parts out from left to right, line by line; gives the SVG and the height. */
function legendPicture(figure, colours, width) {
  const size = 12;
  const parts = [];
  let [x, y] = [0, 0];
  const place = (needed) => {
    if (x > 0 && x + needed > width) [x, y] = [0, y + 20];
    const at = x;
    x += needed + 18;
    return at;
  };
  if (figure.ramp) {
    const [left, right] = figure.ramp;
    const from = place(textWidth(left, size) + textWidth(right, size) + 146);
    const bar = from + textWidth(left, size) + 8;
    const stops = colours.ramp.map((colour, i) => `<stop offset="${i / (colours.ramp.length - 1)}" stop-color="${colour}"/>`).join('');
    parts.push(`<linearGradient id="ramp">${stops}</linearGradient>`,
      textAt(from, y + 12, left, size, colours.soft),
      `<rect x="${bar}" y="${y + 3}" width="130" height="10" rx="5" fill="url(#ramp)"/>`,
      textAt(bar + 138, y + 12, right, size, colours.soft));
  }
  figure.legend.forEach(([kind, text]) => {
    const at = place(textWidth(text, size) + 18);
    if (kind) parts.push(`<path transform="translate(${at} ${y + 2})" d="${MARKS[kind]}" fill="${colours[markColour(kind)]}"/>`);
    parts.push(textAt(at + (kind ? 18 : 0), y + 12, text, size, colours.soft));
  });
  return { svg: parts.join(''), height: parts.length ? y + 22 : 0 };
}

/** A chart at a place of the picture. */
function chartPicture(figure, colours, x, y, width, height) {
  const instance = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  instance.setOption({ animation: false, textStyle: { fontFamily: colours.font }, ...figure.build(colours, width, height) });
  const svg = instance.renderToSVGString();
  instance.dispose();
  return svg.replace(/<style[\s\S]*?<\/style>/g, '').replace('<svg ', `<svg x="${x}" y="${y}" `);
}

function heightOf(figure, width) {
  return typeof figure.height === 'function' ? figure.height(width) : figure.height;
}

/** Small charts side by side, each under its name; gives the SVG and the height. */
function cellsPicture(cells, colours, left, top, width) {
  const columns = Math.max(1, Math.min(cells.length, Math.floor((width + 20) / (CELL_WIDTH + 20))));
  const wide = (width - 20 * (columns - 1)) / columns;
  const rise = 18 + cells.reduce((most, cell) => Math.max(most, heightOf(cell, wide)), 0) + 16;
  const svg = cells.map((cell, i) => {
    const [x, y] = [left + (i % columns) * (wide + 20), top + Math.floor(i / columns) * rise];
    const name = shorten(`${cell.title}${cell.note ?? ''}`, Math.floor(wide / 8));
    return textAt(x, y + 12, name, 13, colours.ink, 'font-weight="bold"') + chartPicture(cell, colours, x, y + 18, wide, heightOf(cell, wide));
  });
  return { svg: svg.join(''), height: Math.ceil(cells.length / columns) * rise };
}

/** Why a study has no figure of a kind; empty where it has one. */
function whyMissing(kind, names) {
  const figure = FIGURES[kind](names);
  return figure ? figure.empty ?? '' : MISSING[kind];
}

/** The picture of a kind that is not missing, in the colours of a theme: names and values of a style sheet's variables. */
function picture(kind, names, width, theme) {
  const figure = FIGURES[kind](names);
  const colours = paletteOf((name) => theme[name], PICTURE_FONT);
  const inner = width - 2 * PICTURE_PAD;
  const study = shorten(report.study.name, 48);
  const parts = [textAt(PICTURE_PAD, 32, shorten(figure.title, 70), 17, colours.ink, 'font-weight="bold"')];
  if (textWidth(figure.title, 18) + textWidth(study, 13) < inner) {
    parts.push(textAt(width - PICTURE_PAD, 32, study, 13, colours.soft, 'text-anchor="end"'));
  }
  let y = 44;
  if (figure.hint) {
    wrapped(figure.hint, inner, 12).forEach((line) => {
      parts.push(textAt(PICTURE_PAD, y + 11, line, 12, colours.soft));
      y += 17;
    });
  }
  const marks = legendPicture(figure, colours, inner);
  parts.push(`<g transform="translate(${PICTURE_PAD} ${y + 2})">${marks.svg}</g>`);
  y += marks.height + 4;
  if (figure.cells) {
    const cells = cellsPicture(figure.cells, colours, PICTURE_PAD, y + 6, inner);
    parts.push(cells.svg);
    y += cells.height + 6;
  } else {
    const height = heightOf(figure, inner);
    parts.push(chartPicture(figure, colours, PICTURE_PAD, y, inner, height));
    y += height;
  }
  const total = Math.ceil(y + 10);
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" width="${width}" height="${total}" viewBox="0 0 ${width} ${total}" font-family="${PICTURE_FONT}" role="img">`
    + `<title>${escaped(`${figure.title}: ${report.study.name}`)}</title><rect width="${width}" height="${total}" fill="${colours.card}"/>${parts.join('')}</svg>`;
}
