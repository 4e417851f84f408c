// markdown-stream.mjs FILE HOW [WARM-UP]: the engine alone, with the text in one piece or in 12-character deltas.
// `frames`: with live rows as often as the program draws them, at most every 16 ms and for a fifth of the time. `every`:
// after each delta. The file WARM-UP is first rendered a few times, unmeasured.
import { readFileSync } from 'node:fs';
import { MarkdownStream } from '../../../dist/markdown.cjs';

const [file, how, warmUp] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');
if (warmUp !== undefined) {
  for (let time = 0; time < 5; time++) render(readFileSync(warmUp, 'utf8'), () => {});
}
process.emit('bench-ready');
render(text, (rows) => {
  if (rows.length > 0) process.stdout.write(`${rows.join('\n')}\n`);
});

function render(markdownText, write) {
  const markdown = new MarkdownStream({ width: 79, color: 1 });
  const size = how === 'once' ? markdownText.length : 12;
  let restUntil = 0;
  for (let at = 0; at < markdownText.length; at += size) {
    write(markdown.push(markdownText.slice(at, at + size)));
    const startedAt = performance.now();
    if (how === 'once' || (how === 'frames' && startedAt < restUntil)) continue;
    write(markdown.live(12));
    restUntil = startedAt + Math.max(16, (performance.now() - startedAt) * 5);
  }
  write(markdown.end());
}
