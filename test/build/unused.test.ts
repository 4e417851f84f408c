import { expect, test } from 'vitest';
import { withoutUnused } from '../../build/unused.ts';
import { bundle } from '../helpers/bundle.ts';

const unused = [
  { importer: '@some/package', module: /^heavy$/, names: ['lift'] },
  { importer: '@some/package', module: /\/table\.js$/ },
];
const index = 'node_modules/@some/package/index.js';

test('what is not used is not bundled', async () => {
  const files = {
    'main.js': `import './${index}';`,
    [index]: "import { lift } from 'heavy'; import table from './table.js'; console.log(lift, table);",
    'node_modules/@some/package/table.js': "export default 'a large table';",
  };
  const { 'main.js': code } = await bundle(files, withoutUnused(unused));
  expect(code).not.toMatch(/^import|table\.js|a large table/m);
});

test('an import that is not made any more fails the build', async () => {
  const files = { 'main.js': `import './${index}';`, [index]: "import { lift } from 'heavy'; console.log(lift);" };
  await expect(bundle(files, withoutUnused(unused))).rejects.toThrow(
    '@some/package imports nothing that matches /\\/table\\.js$/: see build/unused.ts',
  );
});

test('the same import of another package is left alone', async () => {
  const files = {
    'main.js': `import './${index}'; import 'heavy';`,
    [index]: "import 'heavy'; import './table.js';",
    'node_modules/heavy/index.js': "console.log('heavy');",
  };
  const { 'main.js': code } = await bundle(files, withoutUnused(unused));
  expect(code).toMatch(/console\.log\(.heavy.\)/);
});
