import { expect, test } from 'vitest';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';
import { lacksTmux, openTmux } from '../helpers/tmux.ts';

// What tmux joins is what a selection copies without a line break.
test.skipIf(lacksTmux)(
  'a reply in tmux has code and URLs that are copied whole, however narrow the window',
  async () => {
    const command = `curl -s 'https://example.com/${'a/'.repeat(60)}' | jq .`;
    const url = `https://example.com/${'b/'.repeat(60)}`;
    const exact = 'x'.repeat(80);
    const text = `\`\`\`sh\n${command}\n${exact}\nshort\n\`\`\`\n\n- see ${url} for more\n`;
    const file = writeIn(tempFolder(), 'reply.md', text);
    const tmux = openTmux(`cat ${file} | claude-stream render; echo after`, { cols: 40, rows: 12 });
    await tmux.waitFor(/^after$/m);
    const rows = tmux.lines();
    expect(rows.slice(0, 9)).toEqual([
      '── sh',
      command,
      exact,
      'short',
      '',
      '• see',
      `  ${url}`,
      '  for more',
      'after',
    ]);
  },
);
