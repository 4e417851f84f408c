import { expect, test } from 'vitest';
import { run } from '../helpers/program.ts';

test('code looks the same whatever language was highlighted before it', async () => {
  const fenced = (language: string, code: string) => `\`\`\`${language}\n${code}\n\`\`\`\n`;
  const js = fenced('js', 'gql`query { name }`');
  const render = async (stdin: string) => (await run(['render', '--color', 'always'], { stdin })).stdout.trimEnd();
  const alone = await render(js);
  expect(alone).toContain('\u001b[');
  expect((await render(`${fenced('html', '<b>x</b>')}\n${js}`)).endsWith(alone)).toBe(true);
});
