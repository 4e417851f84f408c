import { describe, expect, it } from 'vitest';
import { complete } from '../../src/line-editor/completion.ts';
import type { Candidate } from '../../src/line-editor/editor.ts';
import { layOut } from '../../src/line-editor/layout.ts';
import { widthOf } from '../../src/markdown/layout/width.ts';
import { play, shown } from './play.ts';

const of = (...texts: string[]): Candidate[] => texts.map((text) => ({ text }));

/** The line after Tab, and then other keys. */
function afterTab(typed: string, candidates: readonly Candidate[], keys = '') {
  const { editor } = play(keys, complete(play(typed).editor, 0, candidates));
  const { rows } = layOut(editor, { width: 24, maxRows: 8, widthOf });
  return { line: shown(editor), list: rows.slice(1).map((row) => row.map(({ text }) => text).join('')) };
}

describe('Tab', () => {
  it('inserts the only candidate, and what follows it', () => {
    expect(afterTab('/he', [{ text: '/help', trailing: ' ' }])).toEqual({ line: '/help |', list: [] });
  });

  it('inserts what several candidates begin with', () => {
    expect(afterTab('/s', of('/session', '/sessions'))).toEqual({ line: '/session|', list: [] });
    expect(afterTab('', of('日本語', '日本人', '日曜'))).toEqual({ line: '日|', list: [] });
    expect(afterTab('', of('e\u0301a', 'ea'))).toEqual({ line: '|', list: [] });
  });

  it('leaves the line alone when there is none', () => {
    expect(afterTab('/x', [])).toEqual({ line: '/x|', list: [] });
  });

  it('does not take away what was typed in another case', () => {
    expect(afterTab('re', of('README', 'Recipe'))).toEqual({ line: 're|', list: [] });
  });

  it('shows the candidates when it is pressed again', () => {
    expect(afterTab('/', of('/help', '/model', '/quit', '/save', '/undo'), '<tab>')).toEqual({
      line: '/|',
      list: ['/help   /model  /quit', '/save   /undo'],
    });
  });

  it('says how many candidates it does not show', () => {
    const many = Array.from({ length: 30 }, (_, index) => `candidate-${index}`);
    expect(afterTab('c', of(...many), '<tab>').list).toEqual([
      ...['candidate-0', 'candidate-1', 'candidate-2', '… 27 more'],
    ]);
  });

  it('leaves the text before and behind what it completes', () => {
    const { editor } = play('see /he!<left>');
    expect(shown(complete(editor, 4, of('/help')))).toBe('see /help|!');
  });
});

describe('candidates', () => {
  it('go with the next key', () => {
    expect(afterTab('/', of('/a', '/b'), '<tab>x')).toEqual({ line: '/x|', list: [] });
    expect(afterTab('/', of('/a', '/b'), '<tab><left>')).toEqual({ line: '|/', list: [] });
  });

  it('can be undone', () => {
    expect(afterTab('/he', of('/help'), '<ctrl-_>').line).toBe('/he|');
  });

  it('steer no terminal', () => {
    const hostile = [{ text: 'a\u001b[2J\nb', trailing: '\u0007' }];
    expect(afterTab('', hostile).line).toBe('a[2J b|');
    const labels = [{ text: 'a', label: '\u001b]0;x\u0007\n' }, { text: 'b' }];
    expect(afterTab('', labels, '<tab>').list).toEqual([']0;x  b']);
  });
});
