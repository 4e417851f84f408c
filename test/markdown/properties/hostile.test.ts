import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MarkdownStream, type MarkdownStreamOptions } from '../../../src/markdown/markdown-stream.ts';
import { examples, nastyDocuments } from '../../helpers/documents.ts';
import { rowsOf, withoutSequences } from '../../helpers/rows.ts';

/** What no row may hold outside of the sequences that the engine writes: C0, DEL, C1, bidi overrides, lone surrogates. */
const UNSAFE = /[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u;

function expectSafe(rows: readonly string[], { color }: MarkdownStreamOptions = {}): void {
  const unsafe = rows.filter((row) => UNSAFE.test(color === 0 ? row : withoutSequences(row)));
  expect(unsafe).toEqual([]);
}

function expectSafeThroughout(text: string, options: MarkdownStreamOptions): void {
  expectSafe(rowsOf(text, options), options);
  const stream = new MarkdownStream(options);
  expectSafe(stream.push(text), options);
  expectSafe(stream.live(), options);
  expectSafe(stream.end(), options);
}

const LINKED: MarkdownStreamOptions = { color: 3, hyperlinks: true };
const PLAIN: MarkdownStreamOptions = { color: 0, hyperlinks: false };

/** What a terminal acts upon: as it is, and as entities, which are decoded after the text was cleaned. */
const ATTACKS = [
  '\u001b[2J',
  '\u001b]0;title\u0007',
  '\u001b]52;c;aGk=\u001b\\',
  '\u009b31m',
  '\u009d0;x\u009c',
  '\u001bc',
  '\u0007\b\b\b',
  '\0\u007f',
  '\u202egnp.exe',
  '\u2066\u2069',
  '&#27;[2J',
  '&#x1b;]0;t&#7;',
  '&#155;2J',
  '&#0;',
  '&#x202e;x',
  '&#xd800;',
  '&NewLine;&Tab;',
  '&#10;&#13;x',
  '\ud83d',
  '\ude42',
  '\u2028\u2029\u0085',
];

/** Every place in a document that text can come to stand in. */
const PLACES: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `**${text}** and _${text}_ and ~~${text}~~`,
  (text) => `\`${text}\``,
  (text) => `# ${text}`,
  (text) => `${text}\n===`,
  (text) => `- ${text}\n  - [ ] ${text}`,
  (text) => `> ${text}`,
  (text) => `\`\`\`js\n${text}\n\`\`\``,
  (text) => `\`\`\`${text}\nlet x = 1;\n\`\`\``,
  (text) => `    ${text}`,
  (text) => `| ${text} | b |\n| - | - |\n| ${text} | ${text} |`,
  (text) => `<div title="${text}">\n${text}\n</div>`,
  (text) => `a <b title="${text}">x</b>`,
  (text) => `[text](http://e.x/${text})`,
  (text) => `[text](<http://e.x/${text}> "${text}")`,
  (text) => `[${text}](http://e.x)`,
  (text) => `![${text}](http://e.x/${text})`,
  (text) => `<http://e.x/${text}>`,
  (text) => `http://e.x/${text}`,
  (text) => `[r]: http://e.x/${text} "${text}"\n\n[r] and [${text}]`,
  (text) => `[${text}]: http://e.x\n\n[${text}]`,
  (text) => `$x_{${text}}$ and \\(\\text{${text}}\\) and $${text}^2$`,
  (text) => `$$\n${text} = \\frac{${text}}{2}\n$$`,
  (text) => `$$\n${text}`,
];

describe('hostile text', () => {
  it('is only text, wherever it stands', () => {
    expect.hasAssertions();
    for (const attack of ATTACKS) {
      for (const place of PLACES) for (const options of [LINKED, PLAIN]) expectSafeThroughout(place(attack), options);
    }
  });

  it('is only text in the middle of any document', () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(nastyDocuments(), fc.constantFrom(...ATTACKS), fc.nat(), (text, attack, at) => {
        const place = at % (text.length + 1);
        expectSafeThroughout(text.slice(0, place) + attack + text.slice(place), LINKED);
      }),
      { numRuns: 500 },
    );
  });

  it('is only text when it is random', () => {
    expect.hasAssertions();
    const unit = fc.oneof(fc.integer({ min: 0, max: 0xff }), fc.integer({ min: 0, max: 0xffff }), fc.constant(0x1b));
    const binary = fc.array(unit, { maxLength: 200 }).map((codes) => String.fromCharCode(...codes));
    fc.assert(
      fc.property(binary, (text) => expectSafeThroughout(text, LINKED)),
      { numRuns: 500 },
    );
  });

  it('comes out of every example of the specifications as text', () => {
    expect.hasAssertions();
    for (const { text } of examples) expectSafeThroughout(text, LINKED);
  });

  it('that names what every object has is no link', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf']) {
      const rows = rowsOf(`[${name}] [a][${name}]\n\n\`\`\`${name}\nx\n\`\`\``, { color: 0 });
      expect(rows.join('\n')).toContain(name.replaceAll('_', ''));
      expect(rowsOf(`[${name}]: http://e.x\n\n[t][${name}]`, { color: 0 }).at(-1)).toBe('t (http://e.x)');
    }
  });

  it('keeps what it says: only what steers is gone', () => {
    expect(rowsOf('a\u001b[31mb\0c\u202ed', { color: 0 })).toEqual(['a[31mbcd']);
    expect(rowsOf('\ud83dx\ude42', { color: 0 })).toEqual(['\ufffdx\ufffd']);
    expect(rowsOf('&#27;[2J `&#27;`', { color: 0 })).toEqual(['[2J &#27;']);
  });
});

describe('huge text', () => {
  const MEGABYTE = 1 << 20;
  const HUGE: readonly (readonly [string, string])[] = [
    ['one line of words', 'word '],
    ['one line without a blank', 'x'],
    ['one line of wide characters', '日本'],
    ['one line of line ends that are none', '\u001b\0'],
    ['nested quotes', '> '],
    ['nested lists in one line', '- '],
    ['nested ordered lists in one line', '1. '],
    ['brackets', '['],
    ['bangs and brackets', '!['],
    ['emphasis of two kinds that never closes', '*__a '],
    ['asterisks', '**'],
    ['bangs', '!'],
    ['backticks', '`'],
    ['backticks of growing length', '` `` ``` '],
    ['angles', '<'],
    ['tags that never close', '<a href="'],
    ['links that never close', '[a]('],
    ['table lines', '|'],
    ['rows of one table', '|-|\n'],
    ['entities', '&#27;'],
    ['definitions', '[r]: /u\n'],
    ['empty lines', '\n'],
    ['carriage returns', '\r'],
    ['tabs', '\t'],
    ['fences', '```\n'],
    ['rules', '***\n'],
    ['dollars', '$'],
    ['openings of formulas', '$$\n'],
    ['openings of two kinds', '$$ a\n\\[ b\n'],
    ['lines of a formula without an end', '$$ x = '],
    ['braces in formulas', '$x{'],
    ['nested fractions', '\\frac{'],
  ];

  it.each(HUGE)('does no harm, a quarter of a megabyte of %s', (_, unit) => {
    expect.hasAssertions();
    expectSafe(rowsOf(unit.repeat(MEGABYTE / 4 / unit.length), { color: 1, hyperlinks: true }));
  });

  it('does no harm in ten thousand nested quotes on lines of their own', () => {
    const text = Array.from({ length: 150 }, (_, depth) => `${'>'.repeat(depth)} x`).join('\n');
    expectSafe(rowsOf(`${text}\n${'>'.repeat(10_000)} end\n`));
    expect(rowsOf(`${'>'.repeat(10_000)} end`, { color: 0, width: 400 }).join('')).toContain('end');
  });

  it('does no harm in lists that are ever deeper', () => {
    const text = Array.from({ length: 400 }, (_, depth) => `${'  '.repeat(depth)}- item ${depth}`).join('\n');
    const words = rowsOf(text, { color: 0, width: 500 }).join(' ').replace(/ +/g, ' ');
    for (let depth = 0; depth < 400; depth++) expect(words).toContain(`item ${depth}`);
  });
});

describe('a narrow window', () => {
  it('of any width from one column on shows every document', () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(nastyDocuments(), fc.integer({ min: 1, max: 10 }), (text, width) => {
        expectSafeThroughout(text, { width, color: 1, hyperlinks: true });
      }),
      { numRuns: 500 },
    );
  });

  it('has at least one column, whatever is asked for', () => {
    for (const width of [0, -5, 0.5, Number.NaN]) expect(rowsOf('ab', { width, color: 0 }).join('')).toBe('ab');
  });
});
