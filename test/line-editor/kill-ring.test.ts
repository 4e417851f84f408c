import { describe, expect, it } from 'vitest';
import { after, play } from './play-keys.ts';

describe('a killed text', () => {
  it.each([
    ['returns with Ctrl-Y', 'one two<ctrl-w><ctrl-a><ctrl-y>', 'two|one '],
    ['joins the kill right before it', 'one two three<ctrl-w><ctrl-w><ctrl-y>', 'one two three|'],
    ['joins it in text order', 'one two three<alt-b><alt-d><ctrl-w><ctrl-y>', 'one two three|'],
    ['joins it in text order on the right', 'one two<ctrl-a><alt-d><alt-d><ctrl-y>', 'one two|'],
    ['joins no kill after another key', 'one two<ctrl-w><left><right><ctrl-w><ctrl-y>', 'one |'],
    ['gives way to an older one with Alt-Y', 'one two<ctrl-w><left><right><ctrl-w><ctrl-y><alt-y>', 'two|'],
    ['returns after the oldest', 'one two<ctrl-w><left><right><ctrl-w><ctrl-y><alt-y><alt-y>', 'one |'],
    ['is not yanked by Alt-Y alone', 'one<ctrl-w>two<alt-y>', 'two|'],
    ['is not replaced after another key', 'one two<ctrl-w><left><right><ctrl-w><ctrl-y><left><alt-y>', 'one| '],
    ['is replaced where it was yanked', 'ab<ctrl-w>c<ctrl-w>xy<left><ctrl-y><alt-y>', 'xab|y'],
  ])('%s', (_, keys, expected) => {
    expect(after(keys)).toBe(expected);
  });

  it('gives way to older ones in order', () => {
    const kills = 'a<ctrl-w><left>b<ctrl-w><left>c<ctrl-w><left>';
    expect(after(`${kills}<ctrl-y><alt-y>`)).toBe('b|');
    expect(after(`${kills}<ctrl-y><alt-y><alt-y>`)).toBe('a|');
  });

  it('joins only the last kill', () => {
    const { killRing } = play('x<ctrl-w>y<ctrl-w>one two<ctrl-w><ctrl-w>').editor;
    expect(killRing).toEqual(['x', 'y', 'one two']);
  });

  it('survives Enter', () => {
    expect(after('one<ctrl-w><enter><ctrl-y>')).toBe('one|');
  });

  it('can be brought back by undo too', () => {
    expect(after('one<ctrl-w><ctrl-_>')).toBe('one|');
    expect(after('one<ctrl-w><ctrl-y><ctrl-_>')).toBe('|');
  });

  it('is forgotten after sixty others', () => {
    const kills = (count: number) => Array.from({ length: count }, (_, n) => `k${n}<ctrl-w><left>`).join('');
    expect(play(kills(60)).editor.killRing).toHaveLength(60);
    const { killRing } = play(kills(61)).editor;
    expect([killRing.length, killRing[0], killRing.at(-1)]).toEqual([60, 'k1', 'k60']);
  });
});

describe('a key with nothing to kill or yank', () => {
  it('leaves the kill ring alone', () => {
    expect(play('<ctrl-w>').editor.killRing).toEqual([]);
    expect(play('a<ctrl-w><ctrl-w><ctrl-k><ctrl-u>').editor.killRing).toEqual(['a']);
    expect(play('a<ctrl-w><ctrl-w>b<ctrl-w>').editor.killRing).toEqual(['a', 'b']);
  });

  it('leaves the text alone', () => {
    expect(after('<ctrl-y>a<ctrl-y>')).toBe('a|');
  });

  it('still ends a word of typing', () => {
    expect(after('a<ctrl-y>b<ctrl-_>')).toBe('a|');
    expect(after('a<alt-y>b<ctrl-_>')).toBe('a|');
  });
});
