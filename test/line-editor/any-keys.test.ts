import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEditor, type Editor } from '../../src/line-editor/editor.ts';
import { layOutEditor, layOutFinished } from '../../src/line-editor/editor-layout.ts';
import { pasteOf } from '../../src/line-editor/pastes.ts';
import { handleKey, handlePaste } from '../../src/line-editor/handle-key.ts';
import { splitCharacters } from '../../src/line-editor/text-boundaries.ts';
import { widthOf } from '../../src/markdown/layout/width.ts';
import { keysOf } from './play-keys.ts';

type Input = { readonly key: string } | { readonly paste: string };

const characters = fc.constantFrom(
  ...[
    'a',
    'b',
    ' ',
    '.',
    '日',
    'é',
    'e\u0301',
    '\u0301',
    '👩',
    '\u200d',
    '👩‍👩‍👧',
    '🇩',
    '🇪',
    '👍🏽',
    '한',
    'ᄒ',
    'ᅡ',
    '\ufe0f',
  ],
);
const EDITING = ['left', 'right', 'home', 'end', 'backspace', 'delete', 'ctrl-k', 'ctrl-u', 'ctrl-j', 'alt-<', 'alt->'];
const OTHERS = [
  ...[
    'up',
    'down',
    'alt-b',
    'alt-f',
    'ctrl-w',
    'alt-d',
    'alt-backspace',
    'ctrl-y',
    'alt-y',
    'ctrl-t',
    'alt-u',
    'alt-c',
  ],
  ...['ctrl-_', 'ctrl-r', 'ctrl-s', 'escape', 'ctrl-g', 'tab', 'enter', 'ctrl-c', 'ctrl-d', 'ctrl-x'],
];
const named = (names: readonly string[]) => fc.constantFrom(...names).map((name): Input => ({ key: `<${name}>` }));
const typed = characters.map((key): Input => ({ key }));
const pasted = fc
  .oneof(
    fc.array(characters, { maxLength: 5 }).map((all) => all.join('')),
    fc.constantFrom('one\ntwo', '\t', 'line\n'.repeat(11), 'x'.repeat(1001), '\r\n\u001b\ud800', '\u0301'.repeat(1001)),
  )
  .map((text): Input => ({ paste: text }));

const edits = fc.array(fc.oneof({ weight: 4, arbitrary: typed }, { weight: 4, arbitrary: named(EDITING) }, pasted), {
  maxLength: 60,
});
const all = fc.array(
  fc.oneof({ weight: 4, arbitrary: typed }, named(EDITING), { weight: 3, arbitrary: named(OTHERS) }, pasted),
  { maxLength: 60 },
);
const histories = fc.constantFrom<string[]>([], ['first', '日本\n日'], ['line\n'.repeat(30), 'last é']);

function feed(editor: Editor, input: Input): Editor {
  if ('paste' in input) return handlePaste(editor, input.paste);
  return keysOf(input.key).reduce((now, key) => handleKey(now, key).editor, editor);
}

/** A second implementation on a plain string, in which private use characters stand for long pastes. */
class Oracle {
  text = '';
  cursor = 0;
  readonly pastes: string[] = [];

  boundaries(): number[] {
    const found = [0];
    const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
    for (const part of this.text.split(/([\n\ue000-\uefff])/)) {
      for (const { segment } of segmenter.segment(part)) found.push(found.at(-1)! + segment.length);
    }
    return found;
  }
  splice(from: number, to: number, by = ''): void {
    this.text = this.text.slice(0, from) + by + this.text.slice(to);
    this.cursor = this.boundaries().find((at) => at >= from + by.length)!;
  }
  handlePaste(raw: string): void {
    const text = raw
      .toWellFormed()
      .replace(/\r\n/g, '\n')
      .replace(/\u001b/g, '');
    const isLong = text.length > 1000 || text.replace(/\n$/, '').split('\n').length > 10;
    if (isLong) this.pastes.push(text);
    this.splice(this.cursor, this.cursor, isLong ? String.fromCharCode(0xdfff + this.pastes.length) : text);
  }
  handleKey(key: string): void {
    const { text, cursor } = this;
    const left = this.boundaries().findLast((at) => at < cursor) ?? 0;
    const right = this.boundaries().find((at) => at > cursor) ?? text.length;
    const start = text.slice(0, cursor).lastIndexOf('\n') + 1;
    const end = cursor + text.slice(cursor).split('\n')[0]!.length;
    if (key === '<left>') this.cursor = left;
    else if (key === '<right>') this.cursor = right;
    else if (key === '<home>') this.cursor = start;
    else if (key === '<end>') this.cursor = end;
    else if (key === '<alt-<>') this.cursor = 0;
    else if (key === '<alt->>') this.cursor = text.length;
    else if (key === '<backspace>') this.splice(left, cursor);
    else if (key === '<delete>') this.splice(cursor, right);
    else if (key === '<ctrl-k>') this.splice(cursor, end > cursor ? end : right);
    else if (key === '<ctrl-u>') this.splice(start < cursor ? start : left, cursor);
    else if (key === '<ctrl-j>') this.splice(cursor, cursor, '\n');
    // A keyboard sends code points one at a time.
    else for (const point of key) this.splice(this.cursor, this.cursor, point);
  }
  full(): string {
    return this.text.replace(/[\ue000-\uefff]/g, (character) => this.pastes[character.charCodeAt(0) - 0xe000]!);
  }
}

describe('any keys and pastes', () => {
  it('leave the cursor between characters', () => {
    fc.assert(
      fc.property(histories, all, (history, inputs) => {
        let editor = createEditor(history);
        for (const input of inputs) {
          editor = feed(editor, input);
          const before = editor.text.slice(0, editor.cursor);
          const both = [...splitCharacters(before), ...splitCharacters(editor.text.slice(editor.cursor))];
          expect(both).toEqual(splitCharacters(editor.text));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('submit the same text as a plain string would', () => {
    fc.assert(
      fc.property(edits, (inputs) => {
        const oracle = new Oracle();
        let editor = createEditor();
        for (const input of inputs) {
          editor = feed(editor, input);
          if ('paste' in input) oracle.handlePaste(input.paste);
          else oracle.handleKey(input.key);
          expect(editor.cursor).toBe(oracle.cursor);
        }
        const { effect } = handleKey(editor, { chord: 'enter', text: '' });
        expect(effect).toMatchObject({ type: 'submit', text: oracle.full() });
      }),
      { numRuns: 1000 },
    );
  });

  it('know that a text begins with something pasted, whatever was changed since', () => {
    const bangs = fc.constantFrom('!', '!ls', '!!', `!${'x'.repeat(1001)}`).map((text): Input => ({ paste: text }));
    const names = [...EDITING, 'ctrl-w', 'ctrl-t', 'alt-d', 'ctrl-_', 'up', 'down', 'ctrl-g'];
    const inputs = fc.array(fc.oneof(typed, named(names), bangs), { maxLength: 30 });
    fc.assert(
      fc.property(inputs, (given) => {
        const editor = given.reduce(feed, createEditor(['first']));
        const { effect } = handleKey(editor, { chord: 'enter', text: '' });
        // Nobody types a ! here.
        if (effect?.type === 'submit' && effect.text.startsWith('!')) expect(effect.isPasted).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('can be undone to the empty text', () => {
    fc.assert(
      fc.property(edits, (inputs) => {
        let editor = inputs.reduce(feed, createEditor());
        const texts = [editor.text];
        for (let undone = 0; undone <= inputs.length; undone++) {
          editor = handleKey(editor, { chord: 'ctrl-_', text: '' }).editor;
          texts.push(editor.text);
        }
        expect(texts.at(-1)).toBe('');
        // Undo leads only to texts that were there before.
        let again = createEditor();
        const seen = new Set([...inputs.map((input) => (again = feed(again, input)).text), '']);
        expect(texts.filter((text) => !seen.has(text))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('are laid out within the width, with the cursor in view and nothing lost', () => {
    const sizes = fc.record({ width: fc.integer({ min: 2, max: 40 }), maxRows: fc.integer({ min: 1, max: 16 }) });
    fc.assert(
      fc.property(histories, all, sizes, (history, inputs, { width, maxRows }) => {
        const measure = { width, widthOf };
        const editor = inputs.reduce(feed, createEditor(history));
        const { rows, cursor } = layOutEditor(editor, { ...measure, maxRows });
        const widths = rows.map((row) => row.reduce((sum, { text }) => sum + widthOf(text), 0));
        for (const each of widths) expect(each).toBeLessThanOrEqual(width);
        expect(rows.length).toBeLessThanOrEqual(maxRows);
        expect(cursor.row).toBeGreaterThanOrEqual(0);
        expect(cursor.row).toBeLessThan(rows.length);
        // Parts of a character that was split may join again and take fewer columns.
        expect(cursor.column).toBeLessThanOrEqual(width);
        expect(rows[cursor.row]!.some(({ text }) => /^… [\d,]+ lines/.test(text))).toBe(false);
        if (/\t/.test(editor.text)) return;
        const everything = layOutFinished(editor, measure).flatMap((row) =>
          row.filter(({ tone }) => tone !== 'prompt'),
        );
        const labelled = splitCharacters(editor.text).map((one) => pasteOf(one, editor.pastes)?.label ?? one);
        // A blank at the end of a full row is not shown.
        const [shown, typed] = [everything.map(({ text }) => text).join(''), labelled.join('')];
        expect(shown.replaceAll(' ', '')).toBe(typed.replaceAll(/[ \n]/g, ''));
      }),
      { numRuns: 1000 },
    );
  });

  it('keep every word that fits whole, and the cursor before the character that it is at', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,9}[ \n]{1,2}$/), { maxLength: 12 }).map((each) => each.join(''));
    fc.assert(
      fc.property(words, fc.integer({ min: 11, max: 30 }), (text, width) => {
        const editor = { ...createEditor(), text };
        for (let cursor = 0; cursor <= text.length; cursor++) {
          const layout = layOutEditor({ ...editor, cursor }, { width, widthOf, maxRows: 1000 });
          const rows = layout.rows.map((row) => row.map((segment) => segment.text).join(''));
          expect(
            rows
              .join('\n')
              .replace(/^> /, '')
              .match(/[a-z]+/g),
          ).toEqual(text.match(/[a-z]+/g));
          const under = rows[layout.cursor.row]!.charAt(layout.cursor.column);
          if (/[a-z]/.test(text.charAt(cursor))) expect(under).toBe(text.charAt(cursor));
          else expect(under.trim()).toBe('');
        }
      }),
    );
  });
});
