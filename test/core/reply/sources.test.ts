import { describe, expect, test } from 'vitest';
import { createSources } from '../../../src/core/reply/sources.ts';
import type { Block } from '../../../src/core/reply/reply.ts';
import { plainRows } from '../../helpers/rows.ts';

const web = (url: string, title: string): Block => ({
  type: 'web_search_result_location',
  url,
  title,
  cited_text: 'x',
});
const place = (cited_text: string, document_title = 'Notes', document_index = 0): Block => ({
  type: 'char_location',
  document_index,
  document_title,
  cited_text,
});
/** The list as it is shown. */
const shown = (...citations: Block[]) => {
  const sources = createSources();
  for (const citation of citations) sources.mark(citation);
  return plainRows(sources.list(), { width: 200 });
};

describe('sources', () => {
  test('are numbered as they come, the same one the same', () => {
    const sources = createSources();
    expect(sources.list()).toBe('');
    const all = [web('https://a.test/1', 'A'), web('https://a.test/2', 'B'), web('https://a.test/1', 'A again')];
    expect(all.map((one) => sources.mark(one))).toEqual([1, 2, 1]);
    expect(plainRows(sources.list())).toEqual(
      ['', 'Sources', '', '1. A (https://a.test/1)', '2. B (https://a.test/2)'].slice(1),
    );
  });

  test('are places in a document, too', () => {
    const sources = createSources();
    const all = [
      place('The moon pulls.'),
      place('So does the sun.'),
      place('The moon pulls.'),
      place('The moon pulls.', 'Other', 1),
    ];
    expect(all.map((one) => sources.mark(one))).toEqual([1, 2, 1, 3]);
    expect(shown(...all).slice(2)).toEqual([
      '1. Notes: “The moon pulls.”',
      '2. Notes: “So does the sun.”',
      '3. Other: “The moon pulls.”',
    ]);
  });

  test('mean nothing as Markdown', () => {
    const evil = '**a** [b](https://evil.test) `c` <b>d</b> # e ![f](g) | ~~h~~ & \\ (x_1) $y^2$';
    expect(shown(place('x', evil)).slice(2)).toEqual([`1. ${evil}: “x”`]);
    expect(shown(place(evil, 'x')).slice(2)).toEqual([`1. x: “${evil}”`]);
    expect(shown(web('https://a.test', evil)).slice(2)).toEqual([`1. ${evil} (https://a.test)`]);
  });

  test('are links only where they lead into the web', () => {
    for (const url of ['javascript:alert(1)', 'file:///etc/passwd', 'https://a.test/ b', 'https://a.test/>(x)', '']) {
      const sources = createSources();
      sources.mark(web(url, 'A'));
      expect(sources.list()).not.toContain('](');
    }
  });

  test('have a name, whatever is missing', () => {
    expect(
      shown({ type: 'x' }, { type: 'x', url: 'https://a.test/b' }, { type: 'x', title: 7, source: 'S' }).slice(2),
    ).toEqual(['1. untitled document', '2. https://a.test/b', '3. S']);
  });

  test('are a line each, however long their titles are', () => {
    const rows = createSources();
    rows.mark(place('long '.repeat(1000), 'a\nb'));
    expect(rows.list().trim().split('\n')).toHaveLength(3);
    expect(rows.list().length).toBeLessThan(400);
  });
});
