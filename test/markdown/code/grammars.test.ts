import { expect, it } from 'vitest';
import { LANGUAGES } from '../../../src/core/text/languages.ts';
import { grammarFor } from '../../../src/markdown/code/grammars.ts';

it.each([
  ['js', 'javascript'],
  ['JS', 'javascript'],
  ['javascript title="a"', 'javascript'],
  ['{.python .numbered}', 'python'],
  ['.ts', 'typescript'],
  ['c++', 'cpp'],
  ['c#', 'csharp'],
  ['h', 'c'],
  ['yml,linenos', 'yaml'],
  ['postgres', 'sql'],
  ['dockerfile', 'dockerfile'],
])('the grammar for %j is %s', (info, name) => {
  const grammar = grammarFor(info)!;
  expect(grammar.name).toBe(name);
  expect(grammar.hljs.getLanguage(name)).toBeDefined();
});

it.each(['', 'nope', 'constructor', '{}', ' js'])('there is none for %j', (info) => {
  expect(grammarFor(info)).toBeUndefined();
});

it('has each language by its own name, and those that it embeds', () => {
  for (const name of LANGUAGES) expect(grammarFor(name)?.name).toBe(name);
  const html = grammarFor('html')!.hljs.highlight('<script>let a</script>', { language: 'xml' }).value;
  expect(html).toContain('<span class="hljs-keyword">let</span>');
});
