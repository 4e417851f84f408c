import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { htmlPage } from '../../src/export/html-page.ts';
import { markdownHtml } from '../../src/export/markdown-html.ts';
import { examples, NASTY_LINES, readmes } from '../helpers/documents.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';

const chromium = ['chromium', 'chromium-browser', 'google-chrome'].find(isInstalled);

describe.skipIf(chromium === undefined)('in Chromium (skipped where it is not installed)', () => {
  test('a page has the elements that were written, and no others', () => {
    const documents = [...examples, ...readmes].map(({ text }) => text).concat(NASTY_LINES, NASTY_LINES.join('\n\n'));
    const parts = documents.map((text) => ({ type: 'markdown', text }) as const);
    const section = { kind: 'reply', speaker: 'claude', time: 'now' } as const;
    const page = htmlPage({
      title: 'Tides',
      facts: [],
      sections: parts.map((part) => ({ ...section, parts: [part] })),
    });
    const dom = parsed(page).split('</h2>\n').slice(1);
    expect(dom.length).toBe(documents.length);
    for (const [index, text] of documents.entries()) {
      const shown = dom[index]!.slice(0, dom[index]!.indexOf('</section>'));
      expect(normalized(shown), text).toBe(normalized(markdownHtml(text)));
    }
  });
});

/** A page as Chromium writes what it has read. */
function parsed(page: string): string {
  const folder = tempFolder();
  const file = writeIn(folder, 'page.html', page);
  const args = ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${join(folder, 'profile')}`];
  return execFileSync(chromium!, [...args, '--dump-dom', `file://${file}`], {
    encoding: 'utf8',
    maxBuffer: 50_000_000,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** What may be written in two ways: quotation marks, blanks, and the line break that a block may begin with. */
function normalized(html: string): string {
  return html
    .replaceAll('&quot;', '"')
    .replaceAll(/&#(?:39|x27);/g, "'")
    .replaceAll('\u00a0', '&nbsp;')
    .replaceAll(/(<pre[^<>]*>)\n/g, '$1');
}

function isInstalled(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
