import { expect, test } from 'vitest';
import { thirdPartyLicences } from '../../build/licences.ts';
import { bundle } from '../helpers/bundle.ts';

/** A package that is bundled for what it does when it is imported. */
const packageFiles = {
  'node_modules/one/package.json': '{ "name": "one", "version": "1.2.3", "license": "MIT", "main": "index.js" }',
  'node_modules/one/index.js': 'console.log(1);',
};

test('every text of every package in the bundle is written out, and of no other package', async () => {
  const files = {
    'main.js': "import 'one';",
    ...packageFiles,
    'node_modules/one/LICENSE.md': 'Do as you like.\n',
    'node_modules/one/LICENSE-OLD': 'Do nothing.\n',
    'node_modules/one/NOTICE': 'Somebody wrote it.\n',
    'node_modules/two/package.json': '{ "name": "two", "version": "1.0.0", "license": "MIT" }',
    'node_modules/two/LICENSE': 'Not bundled.\n',
  };
  const output = await bundle(files, thirdPartyLicences('LICENCES.txt'));
  expect(output['LICENCES.txt']).toBe(
    `claude-stream contains code of these packages.

one 1.2.3 (MIT)
===============

Do as you like.
Do nothing.
Somebody wrote it.
`,
  );
});

test('a package without a licence fails the build', async () => {
  const files = { 'main.js': "import 'one';", ...packageFiles };
  await expect(bundle(files, thirdPartyLicences('LICENCES.txt'))).rejects.toThrow(
    'no licence found for one 1.2.3 (MIT)',
  );
});
