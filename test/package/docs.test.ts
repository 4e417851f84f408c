import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { helpText } from '../../src/commands/command-line.ts';
import { resultLine } from '../../src/core/reply/json-output.ts';
import { noReply, type Reply } from '../../src/core/reply/reply.ts';
import { projectRoot } from '../helpers/sandbox.ts';

const docs = readdirSync(join(projectRoot, 'docs')).map((name) => `docs/${name}`);
const documents = ['README.md', 'CONTRIBUTING.md', 'AGENTS.md', 'SECURITY.md', ...docs];
const read = (document: string) => readFileSync(join(projectRoot, document), 'utf8');

test.each(documents)('every file that %s names exists', (document) => {
  const text = read(document);
  const paths = [...text.matchAll(/\b(?:src|test|build|docs|\.github)\/[\w./-]*\w/g)].map(([path]) => path);
  // What a reader is to make, not what is there.
  const named = paths.filter((path) => !/your-provider|test\/some\.test/.test(path));
  expect(named.filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
});

test.each(documents)('every link within the project in %s leads somewhere', (document) => {
  const links = [...read(document).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)];
  const broken = links.filter(([, path = '', anchor]) => {
    const target = path === '' ? document : join(dirname(document), path);
    return !existsSync(join(projectRoot, target)) || (anchor !== undefined && !anchorsIn(target).includes(anchor));
  });
  expect(broken.map(([link]) => link)).toEqual([]);
});

test.each(['README.md', ...docs])('every option that %s names exists', (document) => {
  const named = [...read(document).matchAll(/(?:^claude-stream.*? |`)(--?[a-z][a-z-]*)/gm)].map(
    ([, flag = '']) => flag,
  );
  const help = helpText('--help', '') + read('docs/commands.md');
  expect(named.filter((flag) => !help.includes(flag))).toEqual([]);
});

test('the README leads to every document for users', () => {
  expect(docs.filter((document) => !read('README.md').includes(`](${document})`))).toEqual([]);
});

test('docs/scripts.md names every field of the JSON output', () => {
  const outcome = { status: 'failed', problem: { type: 'overloaded', what: 'busy', exit: 'tryLater' } } as const;
  const reply: Reply = { ...noReply(outcome), stopDetails: {}, requests: 2, continued: 1 };
  const lines = [{ json: [] }, { extracted: '' }].map((fields) => resultLine('json', reply, { text: '', fields }));
  const fields = lines.flatMap((line) => Object.keys(JSON.parse(line) as object));
  const named = [...read('docs/scripts.md').matchAll(/^\| `(\w+)` +\|/gm)].map(([, field]) => field);
  expect(new Set(named)).toEqual(new Set(fields));
});

/** The anchors that GitHub gives headings. */
function anchorsIn(document: string): string[] {
  const headings = [...read(document).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}
