import { css, FOREGROUND, hex } from './colors.mjs';

const CELL = { width: 8.4, height: 19 };
const MARGIN = 16;
const BAR = 30;
const FONT = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Noto Sans Mono',monospace";

/**
 * Terminal frames as one SVG that plays them in a loop. A row is drawn once for each look it had, and shown
 * while it looked that way. Without animation (unsupported, or reduced motion requested) the last frame is shown.
 */
export function animatedSvg(frames, duration, { cols, rows }) {
  const percent = (frame) => Number(((100 * (frames[frame]?.at ?? duration)) / duration).toFixed(2));
  const looks = looksOf(frames);
  const spans = new Map(looks.map(({ from, to }) => [`s${from}-${to}`, [from, to]]));
  const width = Math.ceil(cols * CELL.width + 2 * MARGIN);
  const height = BAR + rows * CELL.height + MARGIN;

  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" xml:space="preserve">
<title>claude-stream in a terminal: a reply streams in</title>
<style>
text{font-family:${FONT};font-size:14px;fill:${FOREGROUND}}
.past{visibility:hidden}
.past,.now,.page{animation:${duration}ms step-end infinite}
${[...spans].map(([name, [from, to]]) => spanFrames(name, from, to, frames.length, percent)).join('\n')}
${pageFrames(frames, percent)}
@media(prefers-reduced-motion:reduce){.past,.now,.page{animation:none}}
${css}
</style>
<rect width="${width}" height="${height}" rx="8" class="paper"/>
${['#ff5f57', '#febc2e', '#28c840'].map((fill, i) => `<circle cx="${20 + i * 20}" cy="17" r="6" fill="${fill}"/>`).join('')}
<clipPath id="screen"><rect y="${BAR}" width="${width}" height="${rows * CELL.height}"/></clipPath>
<g clip-path="url(#screen)"><g transform="translate(${MARGIN} ${BAR})">
<g class="page" style="animation-name:page;transform:translateY(${-frames.at(-1).screen.scrolled * CELL.height}px)">
${looks.map((look) => lookSvg(look, frames.length)).join('\n')}
</g>
</g></g>
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
      const runs = screen.rows[row] ?? [];
      const drawing = runs.map((run) => runSvg(run, row)).join('');
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
  const after = to < count ? `${percent(to)}%{visibility:hidden}` : '100%{visibility:visible}';
  return `@keyframes ${name}{${before}${percent(from)}%{visibility:visible}${after}}`;
}

/** The page moves up as the terminal scrolls. */
function pageFrames(frames, percent) {
  const steps = frames.flatMap(({ screen }, frame) =>
    frame > 0 && frames[frame - 1].screen.scrolled === screen.scrolled
      ? []
      : [`${percent(frame)}%{transform:translateY(${-screen.scrolled * CELL.height}px)}`],
  );
  return `@keyframes page{${steps.join('')}}`;
}

function runSvg({ x, cells, text, style, wide }, row) {
  const left = round(x * CELL.width);
  const width = (count) => round(count * CELL.width);
  const back =
    style.background === undefined ? '' : backSvg(left, row * CELL.height, width(cells), hex(style.background));
  const end = text.trimEnd();
  if (end === '') return back;
  const shown = cells - (text.length - end.length);
  const names = ['bold', 'dim', 'italic', 'underline', 'strike'].filter((name) => style[name]).join(' ');
  const attributes = [
    `x="${left}"`,
    `y="${row * CELL.height + 14}"`,
    !wide && shown > 1 && `textLength="${width(shown)}"`,
    names && `class="${names}"`,
    style.color !== undefined && `style="fill:${hex(style.color)}"`,
  ];
  return `${back}<text ${attributes.filter(Boolean).join(' ')}>${escape(end)}</text>`;
}

function backSvg(x, y, width, fill) {
  return `<rect x="${x}" y="${y}" width="${width}" height="${CELL.height}" fill="${fill}"/>`;
}

function round(number) {
  return Number(number.toFixed(1));
}

function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
