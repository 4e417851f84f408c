import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { projectRoot } from './sandbox.ts';

/** The files that the program is built from. */
const SOURCES = [
  'src',
  'package.json',
  'rolldown.config.ts',
  'tsconfig.json',
  join('node_modules', '.package-lock.json'),
].map((name) => join(projectRoot, name));
const dist = join(projectRoot, 'dist');
/** Written last, with the time when its build began. */
const stamp = join(dist, 'main.cjs');

/** Tests that run the built program. */
const RUN_THE_PROGRAM = /[\\/]test[\\/](program|screen|package)[\\/]/;

/** Rebuilds a `dist` that is older than its sources, so that no test runs an old program. */
export default async function setup(project: TestProject): Promise<void> {
  await makeFresh();
  project.onTestsRerun(async (files) => {
    if (files.some(({ moduleId }) => RUN_THE_PROGRAM.test(moduleId))) await makeFresh();
  });
}

async function makeFresh(): Promise<void> {
  if (!isStale()) return;
  console.log('Building the program: its sources are newer than dist.');
  const begun = new Date();
  const folder = join(projectRoot, 'node_modules', '.cache', `claude-stream-build-${process.pid}`);
  try {
    const rolldown = join(projectRoot, 'node_modules', 'rolldown', 'bin', 'cli.mjs');
    await promisify(execFile)(process.execPath, [rolldown, '-c', '--dir', folder], { cwd: projectRoot });
    // A source that changes during the build must count as newer.
    utimesSync(join(folder, 'main.cjs'), begun, begun);
    replaceFiles(folder, dist);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isStale(): boolean {
  return !existsSync(stamp) || Math.max(...SOURCES.filter(existsSync).map(lastChange)) > statSync(stamp).mtimeMs;
}

/** When anything at or below a path last changed. Removing or renaming a file changes its folder. */
function lastChange(path: string): number {
  const stats = statSync(path);
  const below = stats.isDirectory() ? readdirSync(path).map((name) => lastChange(join(path, name))) : [];
  return Math.max(stats.mtimeMs, ...below);
}

/** Replaces file by file, so that no file is missing for tests that run meanwhile, then removes the ones left over. */
function replaceFiles(from: string, to: string): void {
  const names = filesIn(from).toSorted((a, b) => Number(a === 'main.cjs') - Number(b === 'main.cjs'));
  for (const name of names) {
    mkdirSync(dirname(join(to, name)), { recursive: true });
    renameSync(join(from, name), join(to, name));
  }
  for (const name of filesIn(to)) if (!names.includes(name)) rmSync(join(to, name), { force: true });
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}
