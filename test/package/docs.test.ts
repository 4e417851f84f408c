import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../helpers/sandbox.ts';

const documents = ['README.md', 'CONTRIBUTING.md', 'AGENTS.md', 'SECURITY.md', 'docs/architecture.md', 'docs/cost.md'];

test.each(documents)('every file that %s names exists', (document) => {
  const text = readFileSync(join(projectRoot, document), 'utf8');
  const paths = [...text.matchAll(/\b(?:src|test|build|docs|\.github)\/[\w./-]*\w/g)].map(([path]) => path);
  // What a reader is to make, not what is there.
  const named = paths.filter((path) => !/your-provider|test\/some\.test/.test(path));
  expect(named.filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
});
