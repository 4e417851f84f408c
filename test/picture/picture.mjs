/**
 * Makes the README's picture from a real run: `npm run picture` builds the program, plays its demo in a terminal
 * emulator and writes what was on the screen, moment by moment, as one animated SVG. Two runs of the same program give
 * the same picture, but for the spinner, which turns by the clock.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { animatedSvg } from './animated-svg.mjs';
import { momentsOf, timeOf } from './recording-time.mjs';
import { screensOf } from './screens.mjs';

const SIZE = { cols: 80, rows: 24 };
const FRAME_MS = 120;
const COMMAND_MS = 900;
const END_MS = 4000;
/** The first words of the reply: when they are on the screen, we know what time it is in the recording. */
const FIRST_WORDS = 'A tour of';

const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const recording = await readFile(path('dist/demo/tour.sse'), 'utf8');
const screens = await screensOf('claude-stream --demo', [path('bin/claude-stream.js'), '--demo'], SIZE);

const firstWords = screens.find(({ text }) => text.includes(FIRST_WORDS));
const start = firstWords.at - timeOf(recording, FIRST_WORDS);
const frames = momentsOf(recording, FRAME_MS).map((moment) => ({
  at: COMMAND_MS + moment,
  screen: screens.findLast(({ at }) => at <= start + moment) ?? screens[0],
}));
frames.unshift({ at: 0, screen: screens[0] });
frames.push({ at: frames.at(-1).at + FRAME_MS, screen: screens.at(-1) });

const target = path('.github/streaming.svg');
const picture = animatedSvg(frames, frames.at(-1).at + END_MS, SIZE);
await writeFile(target, picture);
console.log(`${target}: ${frames.length} frames, ${Math.ceil(picture.length / 1024)} KB`);
