/**
 * Makes the pictures of README.md and docs/: `npm run picture` builds the program and plays each film in a real shell,
 * in a terminal emulator. What was on the screen, and when, becomes one animated SVG. The model is a local server that
 * sends the replies in replies.mjs; everything else is real.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { animatedSvg } from './animated-svg.mjs';
import { FILMS } from './films.mjs';
import { framesOf } from './frames.mjs';
import { openStage } from './stage.mjs';

const FRAME_MS = 80;
const END_MS = 5000;

for (const film of FILMS) {
  const { file, title, size } = film;
  const stage = await openStage(size);
  try {
    await film.play(stage.actor);
    const frames = framesOf(stage.screens, FRAME_MS);
    const picture = animatedSvg(frames, { title, end: frames.at(-1).at + END_MS, ...size });
    const path = fileURLToPath(new URL(`../../.github/${file}`, import.meta.url));
    await writeFile(path, picture);
    console.log(`${path}: ${frames.length} frames, ${Math.ceil(Buffer.byteLength(picture) / 1024)} KB`);
  } finally {
    await stage.close();
  }
}
