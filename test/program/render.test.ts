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

test.each([[[]], [['--width', '20']], [['--wrap', 'none']], [['--wrap', '20', '--width', '30']]])(
  'code and URLs come out of a pipe as one line, however long: %j',
  async (flags) => {
    const command = `curl -s 'https://example.com/${'a/'.repeat(100)}' | jq .`;
    const url = `https://example.com/${'b/'.repeat(100)}`;
    const stdin = `1. Run\n\n   \`\`\`sh\n   ${command}\n   \`\`\`\n\n> ${url}\n`;
    const { stdout, stderr, code } = await run(['render', ...flags], { stdin });
    expect({ stdout, stderr, code }).toEqual({
      stdout: `1. Run\n\n   ── sh\n   ${command}\n\n│ ${url}\n`,
      stderr: '',
      code: 0,
    });
  },
);
