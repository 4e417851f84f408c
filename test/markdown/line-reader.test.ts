import { expect, test } from 'vitest';
import { BlockParser } from '../../src/markdown/block-parser.ts';
import { LineReader } from '../../src/markdown/line-reader.ts';
import { MAX_TEXT } from '../../src/markdown/source-line.ts';

function reader() {
  const given: string[] = [];
  const parser = new BlockParser((block) =>
    given.push('text' in block ? block.text : 'line' in block ? block.line : ''),
  );
  return { given, reader: new LineReader(parser) };
}

test('gives a parser the lines of a text, whatever pieces it comes in', () => {
  const { given, reader: lines } = reader();
  for (const piece of ['# a', '\r', '\n# b\n#', ' c\u001b']) lines.push(piece);
  expect(given).toEqual(['a', 'b']);
  expect(lines.partial).toEqual({ text: '# c', isRest: false });
  lines.end();
  expect(given).toEqual(['a', 'b', 'c']);
  expect(lines.partial.text).toBe('');
});

test('gives the incomplete line to another parser, too, and keeps it', () => {
  const { given, reader: lines } = reader();
  const live: string[] = [];
  lines.push('# a');
  lines.feedPartial(new BlockParser((block) => live.push('text' in block ? block.text : '')));
  expect(live).toEqual(['a']);
  expect(given).toEqual([]);
  lines.end();
  expect(given).toEqual(['a']);
});

test('gives a line that is too long in parts, but for code', () => {
  const { reader: lines } = reader();
  lines.push('x '.repeat(MAX_TEXT));
  expect(lines.partial.isRest).toBe(true);
  expect(lines.partial.text.length).toBeLessThanOrEqual(MAX_TEXT);
  lines.push('\ny');
  expect(lines.partial).toEqual({ text: 'y', isRest: false });

  const code = reader();
  code.reader.push(`\`\`\`\n${'x'.repeat(2 * MAX_TEXT)}\n`);
  expect(code.given).toEqual(['x'.repeat(2 * MAX_TEXT)]);
});
