import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Content } from '../../../src/core/conversation/conversation.ts';
import { lineOf, type JournalLine } from '../../../src/core/conversation/journal-lines.ts';
import { readJournal, type Restored } from '../../../src/core/conversation/read-journal.ts';
import { createSearch } from '../../../src/core/sessions/word-search.ts';
import { replyLine } from '../../helpers/sessions.ts';

const time = '2026-03-01T10:00:00.000Z';
const header = lineOf({ type: 'session', version: 1, id: 'bcdfghjk', time, model: 'claude-opus-5-5' });
const prompt = (content: Content): JournalLine => ({ type: 'prompt', time, content });
const reply = (text: string): JournalLine => replyLine(text, time);
const delta = (text: string): JournalLine => ({ type: 'delta', parts: [{ type: 'text', text }] });
const journal = (...lines: JournalLine[]) => header + lines.map(lineOf).join('');

/** Searches as for files: first the bytes, then their meaning. */
function search(text: string, words: readonly string[], most = 80): string | undefined {
  const search = createSearch(words, most);
  const found = search.match(readJournal(text) as Restored);
  if (found !== undefined) expect(search.mayMatch(Buffer.from(text).toString('latin1'))).toBe(true);
  return found?.map(({ text, match }) => (match ? `[${text}]` : text)).join('');
}
const may = (text: string, ...words: string[]) =>
  createSearch(words, 80).mayMatch(Buffer.from(text).toString('latin1'));

describe('a search', () => {
  test('finds a word in a prompt, a reply and the name, in any case', () => {
    expect(search(journal(prompt('Why tides?')), ['TIDES'])).toBe('Why [tides]?');
    expect(search(journal(prompt('why?'), reply('The Moon.')), ['moon'])).toBe('The [Moon].');
    expect(search(journal({ type: 'name', time, name: 'Spring tide' }), ['tide'])).toBe('Spring [tide]');
  });

  test('needs all the words, anywhere', () => {
    const text = journal(prompt('tides'), reply('the moon'));
    expect(search(text, ['moon', 'tides'])).toBe('[tides]');
    expect(search(text, ['moon', 'sun'])).toBeUndefined();
    expect(may(text, 'moon', 'sun')).toBe(false);
  });

  test('shows the first line with the most words', () => {
    const text = journal(prompt('moon\nand sun'), reply('# The sun\nsun and moon\nmoon and sun'));
    expect(search(text, ['moon', 'sun'])).toBe('[sun] and [moon]');
  });

  test('treats a quoted phrase as one word', () => {
    expect(search(journal(prompt('the new moon')), ['new moon'])).toBe('the [new moon]');
    expect(search(journal(prompt('moon new')), ['new moon'])).toBeUndefined();
  });

  test.each([
    ['été', 'Un ÉTÉ'],
    ['ÉTÉ', 'un e\u0301te\u0301'],
    ['e\u0301te\u0301', 'un été'],
    ['straße', 'Straße'],
    ['ὀδυσσεύς', 'ΟΔΥΣΣΕΎΣ ὈΔΥΣΣΕΎΣ'],
    ['привет', 'ПРИВЕТ'],
    ['潮', '潮の満ち引き'],
    ['한국', '한국어'.normalize('NFD')],
    ['việt', 'vi\u00ea\u0323t'],
    ['kelvin', '\u212aelvin'],
    ['sun', '\u017fun'],
    ['"quoted"', 'a "QUOTED" word'],
    ['c:\\temp', 'in C:\\Temp'],
    ['(a|b)*', 'the pattern (a|b)*'],
    ['🌊', 'a 🌊'],
  ])('finds %s in %s', (word, text) => {
    expect(search(journal(prompt('?'), reply(text)), [word])).toBeDefined();
  });

  test('does not find what is not part of the conversation', () => {
    const text = journal(prompt('?'), reply('yes'));
    expect(search(text, ['opus'])).toBeUndefined();
    expect(search(text, ['prompt'])).toBeUndefined();
    expect(search(journal(prompt('secret'), { type: 'undo', time }), ['secret'])).toBeUndefined();
    expect(search(journal(prompt('?'), reply('cafe')), ['café'])).toBeUndefined();
  });

  test('finds a word that was split when the program was killed', () => {
    const killed = journal(prompt('?'), delta('quick'), delta('silver'));
    expect(search(killed, ['quicksilver'])).toBe('[quicksilver]');
    expect(search(killed + lineOf({ type: 'name', time, name: 'Metals' }), ['quicksilver'])).toBe('[quicksilver]');
    expect(search(`${killed}{"type":"del`, ['quicksilver'])).toBe('[quicksilver]');
  });

  test('skips files by their bytes alone', () => {
    expect(may(journal(prompt('?'), delta('quick'), delta('silver'), reply('quicksilver')), 'mercury')).toBe(false);
  });

  test('shortens a long line around the match, at words', () => {
    const line = `${'before '.repeat(30)}MATCH${' after'.repeat(30)}`;
    expect(search(journal(prompt(line)), ['match'], 40)).toBe('…before [MATCH] after after after after…');
    expect(search(journal(prompt(`match ${'x'.repeat(200)}`)), ['match'], 20)).toBe('[match] xxxxxxxxxxxxx…');
    expect(search(journal(prompt(`${'x'.repeat(500)}match`)), ['match'], 20)).toBe('…xxxxxx[match]');
  });

  test('marks that the beginning of a line is left out, even if it was blank', () => {
    expect(search(journal(prompt(`x${' '.repeat(100)}match`)), ['match'], 20)).toBe('…[match]');
    expect(search(journal(prompt(`x${' '.repeat(10)}match`)), ['match'], 20)).toBe('x [match]');
  });

  test('marks every word that is shown', () => {
    expect(search(journal(prompt('sun, sunrise and SUN')), ['sun'])).toBe('[sun], [sun]rise and [SUN]');
  });

  test('shows nothing that steers a terminal', () => {
    expect(search(journal(prompt('a\u001b[2J \u202ematch\u0007')), ['match'])).toBe('a[2J [match]');
  });

  test('misses no session that has the words, however they are written', () => {
    const pieces = [
      ...[
        's',
        'ſ',
        'k',
        '\u212a',
        'é',
        'É',
        'e\u0301',
        'å',
        '\u212b',
        'ß',
        'ẞ',
        'σ',
        'ς',
        'Σ',
        'İ',
        'i',
        'ı',
        '한',
        'ᄒ',
        'ᅡ',
        'ᆫ',
      ],
      ...[
        'ệ',
        'ê\u0323',
        'ẹ\u0302',
        'क\u093c',
        '\u0958',
        '"',
        '\\',
        '🌊',
        'ǆ',
        'ǅ',
        'θ',
        'ϑ',
        'μ',
        'µ',
        '\uf900',
        '豈',
        ' ',
        '\u0338',
        ';',
        '\u037e',
      ],
    ];
    const text = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 12 }).map((parts) => parts.join(''));
    const change = fc.constantFrom(
      (word: string) => word,
      (word: string) => word.toLowerCase(),
      (word: string) => word.toUpperCase(),
      (word: string) => word.normalize('NFD'),
      (word: string) => word.normalize('NFC'),
    );
    fc.assert(
      fc.property(text, fc.nat(11), fc.nat(11), change, change, (said, from, length, changeWord, changeText) => {
        const word = changeWord(said.slice(from, from + length + 1));
        fc.pre(word.trim() !== '' && word.isWellFormed());
        // `search` itself checks that a match is not skipped.
        search(journal(prompt('?'), reply(changeText(said))), [word]);
      }),
      { numRuns: 1000 },
    );
  });
});
