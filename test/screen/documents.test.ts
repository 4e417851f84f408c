import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../helpers/sandbox.ts';
import { openScreen } from '../helpers/screen.ts';
import { Emulator } from './stage.ts';

const folder = join(projectRoot, 'test/fixtures/documents');
const documents = readdirSync(folder).filter((name) => name.endsWith('.md'));

/** A row with its styles: `plain {bold|styled}`. */
function styledRow(emulator: Emulator, row: number): string {
  const runs: { style: string; text: string }[] = [];
  for (let column = 0; column < emulator.terminal.cols; column++) {
    const cell = emulator.cell(row, column).replace('16777216/', 'colour ');
    const [, text = '', style = ''] = /^([^]*?)(?:\{([^{}]+)\})?$/.exec(cell)!;
    const last = runs.at(-1);
    if (last?.style === style) last.text += text;
    else runs.push({ style, text });
  }
  return runs
    .map(({ style, text }) => (style === '' ? text : `{${style}|${text}}`))
    .join('')
    .trimEnd();
}

/** What a terminal shows. */
async function shown(document: string, columns: number, hasColor: boolean): Promise<string> {
  const env = hasColor ? {} : { NO_COLOR: '1' };
  const screen = openScreen(['render', join(folder, document), '--links', 'never'], { cols: columns, env });
  expect(await screen.exit).toBe(0);
  if (!hasColor) return `${screen.text()}\n`;
  const emulator = new Emulator({ columns, rows: 24 });
  emulator.write(screen.bytes());
  const rows = Array.from({ length: emulator.terminal.buffer.active.length }, (_, row) => styledRow(emulator, row));
  return `${rows.join('\n').trimEnd()}\n`;
}

describe.skipIf(process.platform === 'win32')('a document', () => {
  test.each(documents.flatMap((document) => [80, 40].map((columns) => [document, columns] as const)))(
    '%s looks as expected in %d columns',
    async (document, columns) => {
      const name = document.replace('.md', '');
      await expect(await shown(document, columns, false)).toMatchFileSnapshot(join(folder, `${name}.${columns}.txt`));
      await expect(await shown(document, columns, true)).toMatchFileSnapshot(
        join(folder, `${name}.${columns}.styled.txt`),
      );
    },
  );
});
