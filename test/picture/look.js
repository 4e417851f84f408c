// Runs in a page with the source of a picture: stops it at a hundred moments, and writes what can be seen into <pre>.
const CELL_WIDTH = 8.4;
// As XML, as if it were in an <img>: HTML forgives mistakes.
const source = document.querySelector('[type="image/svg+xml"]').textContent;
const picture = new DOMParser().parseFromString(source, 'image/svg+xml').documentElement;
document.body.append(picture);
const frame = picture.getBoundingClientRect();
const texts = [...picture.querySelectorAll('text')];

const findings = { displaced: texts.filter(isDisplaced).map(nameOf), moments: [] };
const animations = document.getAnimations();
const end = animations[0]?.effect.getTiming().duration ?? 0;
for (let step = 0; step < 100; step += 1) {
  for (const animation of animations) {
    animation.pause();
    animation.currentTime = (end * step) / 100;
  }
  findings.moments.push(moment());
}
document.querySelector('pre').textContent = encodeURIComponent(JSON.stringify(findings));

/** A letter may be drawn half a column from where it belongs, since fonts differ; a dropped blank moves it further. */
function isDisplaced(text) {
  const content = text.textContent;
  if (text.getNumberOfChars() !== content.length) return true;
  if (!text.hasAttribute('textLength')) return false;
  const start = text.getStartPositionOfChar(0).x;
  return [...content].some((_, at) => Math.abs(text.getStartPositionOfChar(at).x - start - at * CELL_WIDTH) > 4.2);
}

function moment() {
  const shown = texts.filter((text) => getComputedStyle(text).visibility === 'visible').map(placeOf);
  const screen = document.querySelector('#screen rect').getBBox();
  const inside = shown.filter(({ top, bottom }) => bottom > screen.y && top < screen.y + screen.height);
  return {
    rows: rowsOf(inside),
    outside: inside.filter(isOutside).map(({ text }) => nameOf(text)),
  };
}

function placeOf(text) {
  const { left, right, top, bottom } = text.getBoundingClientRect();
  return { text, left: left - frame.left, right: right - frame.left, top: top - frame.top, bottom: bottom - frame.top };
}

function isOutside({ left, right, bottom }) {
  return left < 0 || right > frame.width || bottom > frame.height;
}

function rowsOf(places) {
  const rows = new Map();
  for (const { text, top } of places) {
    const key = Math.round(top);
    rows.set(key, [...(rows.get(key) ?? []), text]);
  }
  const inOrder = [...rows].toSorted(([a], [b]) => a - b);
  return inOrder.map(([, pieces]) => pieces.toSorted(byColumn).map(nameOf).join(' '));
}

function byColumn(a, b) {
  return a.getAttribute('x') - b.getAttribute('x');
}

function nameOf(text) {
  return text.textContent;
}
