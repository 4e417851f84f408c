import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import stringWidth from 'string-width';
import { withLateStringWidth } from '../../build/late-string-width.ts';
import { bundle } from '../helpers/bundle.ts';
import { projectRoot } from '../helpers/sandbox.ts';

const file = 'node_modules/string-width/index.js';
const source = readFileSync(join(projectRoot, file), 'utf8');
const files = (code: string) => ({
  'main.js': `import stringWidth from './${file}'; globalThis.lateStringWidth = stringWidth;`,
  [file]: code,
  'node_modules/strip-ansi/package.json': '{"type":"module","exports":"./index.js"}',
  'node_modules/strip-ansi/index.js': 'export default (text) => text;',
  'node_modules/get-east-asian-width/package.json': '{"type":"module","exports":"./index.js"}',
  'node_modules/get-east-asian-width/index.js': 'export const eastAsianWidth = (code) => (code > 0x2e80 ? 2 : 1);',
});

test('string-width compiles nothing before it is called, and measures the same', async () => {
  const { 'main.js': code } = await bundle(files(source), [withLateStringWidth()]);
  expect(code).not.toMatch(/\/v;/);
  expect(String(code).indexOf('new Intl.Segmenter()')).toBeGreaterThan(String(code).indexOf('function setUp()'));
  const globals = globalThis as { lateStringWidth?: typeof stringWidth };
  await import(`data:text/javascript,${encodeURIComponent(String(code))}`);
  for (const text of ['a', '日本', '👩‍👩‍👧', '1\ufe0f\u20e3', 'e\u0301', '🇩🇪']) {
    expect(globals.lateStringWidth!(text)).toBe(stringWidth(text));
  }
  delete globals.lateStringWidth;
});

test('a string-width of another form fails the build', async () => {
  const bundled = bundle(files('export default (text) => text.length;'), [withLateStringWidth()]);
  await expect(bundled).rejects.toThrow(/no module in the known form matches .+: see/);
});
