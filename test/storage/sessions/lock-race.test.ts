import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { expect, onTestFinished, test } from 'vitest';
import { deadPid } from '../../helpers/processes.ts';
import { projectRoot, tempFolder, writeIn } from '../../helpers/sandbox.ts';

const PROCESSES = 20;
const ROUNDS = 25;
const ROUND_MS = 40;

/** Locks a file every 40 ms, at the same moment as all others, and keeps the lock. */
const CONTENDER = `
import { lock } from './lock.js';
const [folder, rounds, roundMs] = process.argv.slice(2);
process.stdout.write('ready');
process.stdin.once('data', (begin) => {
  const got = [];
  for (let round = 0; round < Number(rounds); round++) {
    const at = Number(begin) + round * Number(roundMs);
    while (Date.now() < at);
    if ('release' in lock(folder + '/' + round, process)) got.push(round);
  }
  process.stdout.write(JSON.stringify(got));
});
`;

test.skipIf(process.platform === 'win32')(
  `of ${PROCESSES} processes that take over the same stale lock at once, exactly one gets it`,
  async () => {
    const folder = tempFolder();
    const bundle = await rolldown({ input: join(projectRoot, 'src/storage/sessions/lock.ts'), platform: 'node' });
    await bundle.write({ file: join(folder, 'lock.js'), format: 'esm' });
    writeIn(folder, 'package.json', '{"type":"module"}');
    const script = writeIn(folder, 'contender.js', CONTENDER);
    const dead = JSON.stringify({ pid: await deadPid(), host: hostname() });
    for (let round = 0; round < ROUNDS; round++) writeIn(folder, `${round}.lock`, dead);

    const contenders = Array.from({ length: PROCESSES }, () => {
      const child = spawn(process.execPath, [script, folder, String(ROUNDS), String(ROUND_MS)]);
      onTestFinished(() => void child.kill('SIGKILL'));
      return child;
    });
    const said = () =>
      Promise.all(
        contenders.map(({ stdout }) => {
          return new Promise((resolve, reject) => {
            stdout.once('data', resolve);
            stdout.once('close', () => reject(new Error('a process ended and said nothing')));
          });
        }),
      );
    await said();
    const begin = String(Date.now() + 100);
    const got = said();
    for (const { stdin } of contenders) stdin.write(begin);
    const winners = (await got).flatMap((bytes) => JSON.parse(String(bytes)) as number[]);
    expect(winners.toSorted((a, b) => a - b)).toEqual(Array.from({ length: ROUNDS }, (_, round) => round));
    expect(readdirSync(folder).filter((name) => name.endsWith('.lock.lock'))).toEqual([]);
  },
);
