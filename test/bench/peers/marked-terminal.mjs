// marked-terminal.mjs FILE HOW: renders the text once, or with `every` again from the start every twelve characters.
import { readFileSync } from 'node:fs';
import { Marked } from 'marked';
import { markedTerminal } from 'marked-terminal';

const [file, how] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');
const marked = new Marked(markedTerminal({ reflowText: true, width: 79 }));
process.emit('bench-ready');

for (let end = how === 'every' ? 12 : text.length; end < text.length + 12; end += 12) {
  process.stdout.write(marked.parse(text.slice(0, end)));
}
