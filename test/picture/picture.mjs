/**
 * Makes the README's pictures from real runs: `npm run picture` builds the program, plays its demo in a terminal
 * emulator and writes the screen, moment by moment, as one animated SVG: for a wide terminal and for a
 * narrow one. Two runs of the same program give the same picture, but for the spinner, which turns by the clock.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { animatedSvg } from './animated-svg.mjs';
import { momentsOf, timeOf } from './recording-time.mjs';
import { screensOf } from './screens.mjs';

const PICTURES = {
  '.github/streaming.svg': { cols: 80, rows: 24 },
  '.github/streaming-narrow.svg': { cols: 40, rows: 24 },
};
const FRAME_MS = 120;
const COMMAND_MS = 900;
const END_MS = 4000;
/** The first words of the reply: when they are on the screen, we know what time it is in the recording. */
const FIRST_WORDS = 'A tour of';

const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const recording = await readFile(path('dist/demo/tour.sse'), 'utf8');

for (const [file, size] of Object.entries(PICTURES)) {
  const { frames, picture } = await pictureOf(size);
  await writeFile(path(file), picture);
  console.log(`${path(file)}: ${frames} frames, ${Math.ceil(picture.length / 1024)} KB`);
}

async function pictureOf(size) {
  const screens = await screensOf('claude-stream --demo tour', [path('bin/claude-stream.cjs'), '--demo', 'tour'], size);
  const firstWords = screens.find(({ text }) => text.includes(FIRST_WORDS));
  const start = firstWords.at - timeOf(recording, FIRST_WORDS);
  const frames = momentsOf(recording, FRAME_MS).map((moment) => ({
    at: COMMAND_MS + moment,
    screen: screens.findLast(({ at }) => at <= start + moment) ?? screens[0],
  }));
  frames.unshift({ at: 0, screen: screens[0] });
  frames.push({ at: frames.at(-1).at + FRAME_MS, screen: screens.at(-1) });
  return { frames: frames.length, picture: animatedSvg(frames, frames.at(-1).at + END_MS, size) };
}
