import { describe, expect, it } from 'vitest';
import { createEditor, type Editor } from '../../src/line-editor/editor.ts';
import { edited, paste } from '../../src/line-editor/handle-key.ts';
import { play, shown, submitted } from './play-keys.ts';

const lines = (count: number) => Array.from({ length: count }, (_, line) => `line ${line}`).join('\n');
const labels = ({ pastes }: Editor) => pastes.map(({ label }) => label);

describe('a paste', () => {
  it('that is short stands in the line as if it was typed', () => {
    expect(shown(paste(play('a').editor, lines(10)))).toBe(`a${lines(10)}|`);
  });

  it.each([
    [lines(120), '[pasted 120 lines]'],
    [`${lines(11)}\n`, '[pasted 11 lines]'],
    ['x'.repeat(1_048_576), '[pasted 1,048,576 characters]'],
  ])('that is long is one character, shown by its size', (text, label) => {
    const editor = paste(createEditor(), text);
    expect(editor.text).toHaveLength(1);
    expect(labels(editor)).toEqual([label]);
  });

  it('is said in full, among what was typed around it', () => {
    const editor = paste(paste(play('a ').editor, lines(20)), lines(30));
    expect(submitted(' z<enter>', editor)).toEqual([`a ${lines(20)}${lines(30)} z`]);
  });

  it('is moved over, killed and yanked as one', () => {
    const { editor } = play('b<left><left>', paste(play('a').editor, lines(20)));
    expect(editor.cursor).toBe(1);
    expect(submitted('<delete><enter>', editor)).toEqual(['ab']);
    expect(submitted('<alt-f><left>x<enter>', editor)).toEqual([`ax${lines(20)}b`]);
    expect(submitted('<alt-d><ctrl-e><ctrl-y><ctrl-y><enter>', editor)).toEqual([`ab${lines(20)}${lines(20)}`]);
    expect(submitted('<ctrl-e><ctrl-w><ctrl-w><ctrl-_><enter>', editor)).toEqual([`a${lines(20)}`]);
  });

  it('that was killed can be yanked at the next prompt', () => {
    const { editor } = play('<ctrl-w>said<enter><ctrl-y>', paste(createEditor(), lines(20)));
    expect(submitted('<enter>', editor)).toEqual([lines(20)]);
  });

  it('that a mark follows is still one by itself', () => {
    const editor = paste(paste(createEditor(), lines(20)), '\u0301');
    expect(submitted('<backspace><enter>', editor)).toEqual([lines(20)]);
  });

  it('ends a word of typing for undo', () => {
    expect(shown(play('<ctrl-_>', paste(play('a').editor, 'bc')).editor)).toBe('a|');
  });

  it('goes into the query of a search, as one line', () => {
    const { editor } = play('<ctrl-r>', createEditor(['a b']));
    expect(paste(editor, 'a\nb').search?.query).toBe('a b');
  });

  it('of a megabyte is copied once, and no key after it looks at it again', () => {
    const text = 'x'.repeat(1 << 20);
    const editor = paste(createEditor(), text);
    const { editor: later } = play('abc<left><backspace><alt-b><ctrl-k><ctrl-_>', editor);
    expect(later.text.length).toBeLessThan(10);
    expect(later.pastes).toBe(editor.pastes);
  });
});

describe('a text that was edited elsewhere', () => {
  it('takes the place of the line, without its last line break, and can be undone', () => {
    const editor = edited(play('before').editor, 'one\ntwo\n');
    expect(shown(editor)).toBe('one\ntwo|');
    expect(shown(play('<ctrl-_>', editor).editor)).toBe('before|');
  });
});
