import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { peers } from '../lib/child.mjs';
import { documents } from '../lib/documents.mjs';
import { rounds } from '../lib/rounds.mjs';
import { median } from '../lib/statistics.mjs';
import { runInTerminal } from '../lib/terminal.mjs';

export const title = 'Markdown in 12-character deltas';
export const defaultRuns = 5;

const KB = 1024;
const delta = 12;

/** @type {import('../run.mjs').Measure} */
export async function measure(bench) {
  const file = filesIn(bench.home);
  return [
    ...(await onATerminal(bench, file)),
    ...(await growth(bench, file)),
    ...(await besideOthers(bench, file)),
    ...(await largeBlocks(bench, file)),
    ...(await start(bench, file)),
  ];
}

/** Documents as files, by kind and length. */
function filesIn(home) {
  return (kind, kilobytes) => {
    const path = join(home, `${kind.replaceAll(' ', '-')}-${kilobytes}.md`);
    writeFileSync(path, kilobytes === 0 ? '' : documents[kind](kilobytes * KB));
    return path;
  };
}

/** The program in normal use: `render` reading from a pipe and writing to a terminal. */
async function onATerminal({ program, home, runs }, file) {
  const cpu = (path, piece) => async () =>
    (await runInTerminal([...program, 'render'], { home, file: path, piece })).cpuMs;
  const { nothing, whole, streamed, shorter } = await rounds(runs, {
    nothing: cpu(file('mixed', 0), delta),
    whole: cpu(file('mixed', 256), 256 * KB),
    streamed: cpu(file('mixed', 256), delta),
    shorter: cpu(file('mixed', 32), delta),
  });
  const net = (values) => values.map((value) => value - median(nothing));
  const what = 'render on a terminal, 256 KB, CPU after its start';
  return [
    { what, ours: net(streamed), against: 'itself, in one piece', theirs: net(whole), unit: 'ms', goal: 2 },
    { what, ours: net(streamed), against: 'itself, 32 KB', theirs: net(shorter), unit: 'ms' },
  ];
}

/** The engine alone, with live rows as often as the program draws them. */
async function growth({ run, runs }, file) {
  const cpu =
    (path, ...how) =>
    async () =>
      (await run([...peers.markdownStream, path, ...how], { withUsage: true })).usage.cpuMs;
  const { whole, streamed } = await rounds(runs, {
    whole: cpu(file('mixed', 256), 'once'),
    streamed: cpu(file('mixed', 256), 'frames'),
  });
  const kinds = ['mixed', 'one list', 'one table', 'one code block', 'one paragraph'];
  // Warmed up: the compile time of the first text would hide how the cost grows.
  const grown = await rounds(
    runs,
    Object.fromEntries(
      kinds.flatMap((kind) => [32, 256].map((size) => [kind + size, cpu(file(kind, size), 'frames', file(kind, 32))])),
    ),
  );
  return [
    { what: 'engine, 256 KB', ours: streamed, against: 'itself, in one piece', theirs: whole, unit: 'ms', goal: 2 },
    ...kinds.map((kind) => ({
      what: `engine, warm, 256 KB, ${kind}`,
      ours: grown[`${kind}256`],
      against: 'itself, 32 KB',
      theirs: grown[`${kind}32`],
      unit: 'ms',
      goal: 9,
    })),
  ];
}

const hasRich = () => spawnSync('python3', ['-c', 'import rich'], { stdio: 'ignore' }).status === 0;

/** Others do work per delta that grows with the text so far, so the text is small. Ours draws at each delta too. */
async function besideOthers({ run, runs }, file) {
  const cpu = (args, options) => async () => (await run(args, { withUsage: true, ...options })).usage.cpuMs;
  const withRich = hasRich();
  if (!withRich) console.log('(rich is not compared: python3 cannot import it)');
  const small = file('mixed', 4);
  const large = file('mixed', 256);
  const once = await rounds(runs, {
    ours: cpu([...peers.markdownStream, large, 'once']),
    theirs: cpu([...peers.markedTerminal, large, 'once']),
  });
  const every = await rounds(Math.ceil(runs / 2), {
    ours: cpu([...peers.markdownStream, small, 'every']),
    theirs: cpu([...peers.markedTerminal, small, 'every']),
    ...(withRich && { rich: cpu([...peers.rich, small], { command: 'python3' }) }),
  });
  const what = 'engine, 4 KB, drawn for each delta';
  return [
    {
      what: 'engine, 256 KB in one piece',
      ours: once.ours,
      against: 'marked-terminal',
      theirs: once.theirs,
      unit: 'ms',
    },
    { what, ours: every.ours, against: 'marked-terminal', theirs: every.theirs, unit: 'ms' },
    ...(withRich ? [{ what, ours: every.ours, against: 'rich', theirs: every.rich, unit: 'ms' }] : []),
  ];
}

/** One block of 8,192 characters, drawn for each delta: what one look at it costs at most shows here. */
async function largeBlocks({ run, runs }, file) {
  const cpu = (args, options) => async () => (await run(args, { withUsage: true, ...options })).usage.cpuMs;
  const every = (kind) => cpu([...peers.markdownStream, file(kind, 8), 'every', file(kind, 8)]);
  const prose = 'one line of prose';
  const kinds = ['one line of Chinese', 'one line of emoji', 'one line of code'];
  const ours = await rounds(runs, Object.fromEntries([prose, ...kinds].map((kind) => [kind, every(kind)])));
  const what = (kind) => `engine, warm, 8 KB, ${kind}, drawn for each delta`;
  const beside = kinds.map((kind) => ({
    what: what(kind),
    ours: ours[kind],
    against: prose,
    theirs: ours[prose],
    unit: 'ms',
    goal: 6,
  }));
  if (!hasRich()) return beside;
  const rich = await rounds(
    1,
    Object.fromEntries(kinds.map((kind) => [kind, cpu([...peers.rich, file(kind, 8)], { command: 'python3' })])),
  );
  return beside.concat(
    kinds.map((kind) => ({
      what: what(kind),
      ours: ours[kind],
      against: 'rich',
      theirs: rich[kind],
      unit: 'ms',
      goal: 1,
    })),
  );
}

async function start({ program, run, runs }, file) {
  const toExit = (args) => async () => {
    const { startedAt, exitedAt } = await run(args);
    return exitedAt - startedAt;
  };
  const small = file('mixed', 1);
  const { ours, help, theirs } = await rounds(runs * 2, {
    ours: toExit([...program, 'render', small]),
    help: toExit([...program, '--help']),
    theirs: toExit([...peers.markedTerminal, small, 'once']),
  });
  const what = 'render of 1 KB, start to exit';
  return [
    { what, ours, against: '--help', theirs: help, unit: 'ms', goal: 2.5 },
    { what, ours, against: 'marked-terminal', theirs, unit: 'ms' },
  ];
}
