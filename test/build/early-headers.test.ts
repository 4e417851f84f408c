import { expect, test } from 'vitest';
import { withEarlyHeaders } from '../../build/early-headers.ts';
import { bundle } from '../helpers/bundle.ts';

const client = 'node_modules/@anthropic-ai/sdk/client.mjs';
const headers = 'node_modules/@anthropic-ai/sdk/internal/headers.mjs';
const sdk = {
  'main.js': `import './${client}'; import './${headers}';`,
  [client]: 'console.log(new Headers());',
  [headers]: 'console.log(new Headers());',
};
const plugins = () => [
  withEarlyHeaders('early'),
  {
    name: 'early',
    resolveId: (id: string) => (id === 'early' ? id : undefined),
    load: (id: string) => (id === 'early' ? 'export class Headers { early() {} } export class FormData {}' : undefined),
  },
];

test('the SDK gets classes of ours', async () => {
  const { 'main.js': code } = await bundle(sdk, plugins());
  expect(code).toContain('early() {}');
});

test.each([
  ['is gone', { ...sdk, 'main.js': `import './${client}';` }],
  ['makes no Headers', { ...sdk, [headers]: 'console.log(buildHeaders());' }],
])('a file of the SDK that %s fails the build', async (_, files) => {
  await expect(bundle(files, plugins())).rejects.toThrow(/no module with "new Headers\(" matches \S+headers\S+: see/);
});
