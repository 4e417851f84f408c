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

test('bold text next to Japanese and before letters is bold, or with --emphasis strict what CommonMark says', async () => {
  const stdin = '**「重要」**です and **Note:**text\n';
  expect(await run(['render'], { stdin })).toMatchObject({
    stdout: '「重要」です and Note:text\n',
    stderr: '',
    code: 0,
  });
  const strict = await run(['render', '--emphasis', 'strict'], { stdin });
  expect(strict).toMatchObject({ stdout: stdin, stderr: '', code: 0 });
  const env = { CLAUDE_STREAM_EMPHASIS: 'strict' };
  expect(await run(['render'], { stdin, env })).toMatchObject({ stdout: stdin });
});

test('heading levels, alerts, notes and HTML can be read in a file without colours', async () => {
  const stdin = `\ufeff# One\n## Two\n\n> [!WARNING]\n> Hot[^1]\n\n[^1]: Very.\n\n<!-- no -->\n<details><summary>More</summary>\n\nPress <kbd>Esc</kbd>, x<sup>2</sup>.\n</details>\n`;
  expect(await run(['render'], { stdin })).toMatchObject({
    stdout: `# One

## Two

│ WARNING
│ Hot[^1]

[^1]: Very.

▸ More

Press Esc, x².
`,
    stderr: '',
    code: 0,
  });
});
