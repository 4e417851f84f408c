import { describe, expect, it } from 'vitest';
import { complete } from '../../src/line-editor/completion.ts';
import { layOutEditor } from '../../src/line-editor/editor-layout.ts';
import type { Candidate } from '../../src/line-editor/editor.ts';
import { widthOf } from '../../src/markdown/layout/width.ts';
import { marked, play } from './play-keys.ts';

const candidates = (...texts: string[]): Candidate[] => texts.map((text) => ({ text }));

/** The text and the rows below it after Tab and more keys. */
function afterTab(typed: string, offered: readonly Candidate[], keys = '') {
  const { editor } = play(keys, complete(play(typed).editor, 0, offered));
  const { rows } = layOutEditor(editor, { width: 24, maxRows: 8, widthOf });
  return { text: marked(editor), list: rows.slice(1).map((row) => row.map(({ text }) => text).join('')) };
}

describe('Tab', () => {
  it('inserts the only candidate with its trailing text', () => {
    expect(afterTab('/he', [{ text: '/help', trailing: ' ' }])).toEqual({ text: '/help |', list: [] });
    expect(afterTab('RE', [{ text: 'readme' }])).toEqual({ text: 'readme|', list: [] });
    expect(afterTab('long', [{ text: 'l' }])).toEqual({ text: 'l|', list: [] });
  });

  it('inserts what several candidates have in common, without trailing text', () => {
    expect(afterTab('/s', candidates('/session', '/sessions'))).toEqual({ text: '/session|', list: [] });
    expect(afterTab('/s', candidates('/sessions', '/session'))).toEqual({ text: '/session|', list: [] });
    expect(afterTab('', candidates('日本語', '日本人', '日曜'))).toEqual({ text: '日|', list: [] });
    expect(afterTab('', candidates('e\u0301a', 'ea'))).toEqual({ text: '|', list: [] });
    const trailing = ['ab', 'ac'].map((text) => ({ text, trailing: ' ' }));
    expect(afterTab('', trailing)).toEqual({ text: 'a|', list: [] });
  });

  it('does nothing without candidates', () => {
    expect(afterTab('/x', [])).toEqual({ text: '/x|', list: [] });
    expect(complete(play('/x').editor, 0, [])).toMatchObject({ lastAction: undefined, completion: undefined });
  });

  it('keeps typed text that differs from the candidates in case', () => {
    expect(afterTab('re', candidates('README', 'Recipe'))).toEqual({ text: 're|', list: [] });
    expect(afterTab('re', candidates('REad', 'REcipe'))).toEqual({ text: 'RE|', list: [] });
  });

  it('lists the candidates the second time', () => {
    expect(afterTab('/', candidates('/help', '/model', '/quit', '/save', '/undo'), '<tab>')).toEqual({
      text: '/|',
      list: ['/help   /model  /quit', '/save   /undo'],
    });
    expect(play('<tab>', complete(play('/').editor, 0, candidates('/a', '/b'))).effects).toEqual([]);
  });

  it('has nothing to list after the only candidate', () => {
    expect(complete(play('/').editor, 0, candidates('/a')).completion).toBeUndefined();
  });

  it('counts the candidates that are not listed', () => {
    const many = Array.from({ length: 30 }, (_, index) => `candidate-${index}`);
    expect(afterTab('c', candidates(...many), '<tab>').list).toEqual([
      ...['candidate-0', 'candidate-1', 'candidate-2', '… 27 more'],
    ]);
  });

  it('leaves the text around what it completes alone', () => {
    const { editor } = play('see /he!<left>');
    expect(marked(complete(editor, 4, candidates('/help')))).toBe('see /help|!');
    expect(marked(complete(editor, 4, candidates('/help', '/hello')))).toBe('see /hel|!');
  });

  it('can be undone', () => {
    expect(afterTab('/he', candidates('/help'), '<ctrl-_>').text).toBe('/he|');
  });
});

describe('candidates', () => {
  it('disappear with the next key', () => {
    expect(afterTab('/', candidates('/a', '/b'), '<tab>x')).toEqual({ text: '/x|', list: [] });
    expect(afterTab('/', candidates('/a', '/b'), '<tab><left>')).toEqual({ text: '|/', list: [] });
    expect(afterTab('/', candidates('/a', '/b'), '<tab><f5>')).toEqual({ text: '/|', list: [] });
  });

  it('contain no control characters, and stand on one line', () => {
    const unsafe = [{ text: 'a\u001b[2J\nb\tc', trailing: '\u0007' }];
    expect(afterTab('', unsafe).text).toBe('a[2J b c|');
    const labels = [{ text: 'a', label: '\u001b]0;x\u0007\n' }, { text: 'b' }];
    expect(afterTab('', labels, '<tab>').list).toEqual([']0;x  b']);
    expect(complete(play('').editor, 0, [{ text: '\ud800' }, { text: 'b' }]).completion?.candidates).toEqual([
      { text: '\ufffd', label: '\ufffd' },
      { text: 'b', label: 'b' },
    ]);
  });
});
