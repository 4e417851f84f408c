import { css, paint } from './colors.mjs';

const CELL = { width: 8.4, height: 18 };
const BASELINE = 13.5;
const MARGIN = 16;
const BAR = 32;
const FONT = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Noto Sans Mono',monospace";

/**
 * Terminal frames as one SVG that plays them in a loop, until `end`. A row is drawn once for each look it had, and
 * shown while it looked that way. Without animation (unsupported, or reduced motion requested) the last frame is shown.
 */
export function animatedSvg(frames, { cols, rows, end, title }) {
  const percent = (frame) => `${Number(((100 * (frames[frame]?.at ?? end)) / end).toFixed(2))}%`;
  const looks = looksOf(frames);
  const spans = new Map(looks.map(({ from, to }) => [`s${from}-${to}`, [from, to]]));
  const width = Math.ceil(cols * CELL.width + 2 * MARGIN);
  const height = BAR + rows * CELL.height + MARGIN;

  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escape(title)}</title>
<style>
text{font:14px ${FONT}}
.past,.cursor{visibility:hidden}
.past,.now,.page,.cursor{animation:${end}ms step-end infinite}
.cursor{animation-name:cursor;fill-opacity:.6}
.page{animation-name:page;transform:${pageAt(frames.at(-1))}}
${[...spans].map(([name, [from, to]]) => spanFrames(name, from, to, frames.length, percent)).join('')}
${stepFrames('page', frames, percent, (frame) => `transform:${pageAt(frame)}`)}
${stepFrames('cursor', frames, percent, cursorAt)}
${css}
@media(prefers-reduced-motion:reduce){.past,.now,.page,.cursor{animation:none}}
</style>
<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8" class="paper"/>
${['#ff5f57', '#febc2e', '#28c840'].map((fill, i) => `<circle cx="${20 + i * 20}" cy="17" r="6" fill="${fill}"/>`).join('')}
<clipPath id="screen"><rect y="${BAR}" width="${width}" height="${rows * CELL.height}"/></clipPath>
<g clip-path="url(#screen)"><g transform="translate(${MARGIN} ${BAR})"><g class="page">
${looks.map((look) => lookSvg(look, frames.length)).join('\n')}
<rect class="cursor" width="${CELL.width}" height="${CELL.height}"/>
</g></g></g>
</svg>
`;
}

/** Every look of a row, with the first frame that shows it and the first that no longer does. */
function looksOf(frames) {
  const looks = [];
  const current = new Map();
  frames.forEach(({ screen }, frame) => {
    const height = Math.max(screen.rows.length, current.size);
    for (let row = 0; row < height; row += 1) {
      const drawing = rowSvg(screen.rows[row], row);
      const last = current.get(row);
      if (last?.drawing === drawing) continue;
      if (last) last.to = frame;
      const look = { drawing, from: frame, to: frames.length };
      current.set(row, look);
      looks.push(look);
    }
  });
  return looks.filter(({ drawing }) => drawing !== '');
}

function lookSvg({ drawing, from, to }, count) {
  if (from === 0 && to === count) return drawing;
  return `<g class="${to === count ? 'now' : 'past'}" style="animation-name:s${from}-${to}">${drawing}</g>`;
}

function spanFrames(name, from, to, count, percent) {
  if (from === 0 && to === count) return '';
  const before = from > 0 ? '0%{visibility:hidden}' : '';
  const after = to < count ? `${percent(to)}{visibility:hidden}` : '100%{visibility:visible}';
  return `@keyframes ${name}{${before}${percent(from)}{visibility:visible}${after}}\n`;
}

/** An animation that jumps whenever a frame has another style than the one before. */
function stepFrames(name, frames, percent, styleOf) {
  const styles = frames.map(styleOf);
  const steps = styles.flatMap((style, frame) => (style === styles[frame - 1] ? [] : [`${percent(frame)}{${style}}`]));
  return `@keyframes ${name}{${steps.join('')}}`;
}

/** The page moves up as the terminal scrolls. */
function pageAt({ screen }) {
  return `translateY(${-screen.scrolled * CELL.height}px)`;
}

function cursorAt({ screen: { cursor, cursorShown } }) {
  const place = `translate(${round(cursor.x * CELL.width)}px,${cursor.row * CELL.height}px)`;
  return cursorShown ? `visibility:visible;transform:${place}` : 'visibility:hidden';
}

function rowSvg({ texts, backgrounds } = { texts: [], backgrounds: [] }, row) {
  const y = row * CELL.height;
  const backs = backgrounds.map(({ x, cells, background }) =>
    element('rect', { ...placeOf(x, y), width: widthOf(cells), height: CELL.height, ...paint(background) }),
  );
  return [...backs, ...texts.map((text) => textSvg(text, y))].join('');
}

function textSvg({ x, cells, text, style, wide }, y) {
  const { class: color, ...fill } = paint(style.color);
  const names = ['bold', 'dim', 'italic', 'underline', 'strike'].filter((name) => style[name]).map((name) => name[0]);
  const classes = [...names, color].filter(Boolean).join(' ');
  // Fonts differ in width by a few percent; the columns must not.
  const length = !wide && cells > 1 ? { textLength: widthOf(cells) } : {};
  return element('text', { ...placeOf(x, y + BASELINE), ...length, ...(classes && { class: classes }), ...fill }, text);
}

function element(name, attributes, content) {
  const start = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${value}"`)].join(' ');
  return content === undefined ? `<${start}/>` : `<${start}>${escape(content)}</${name}>`;
}

const placeOf = (x, y) => ({ x: widthOf(x), y });
const widthOf = (cells) => round(cells * CELL.width);
const round = (number) => Number(number.toFixed(1));

function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
