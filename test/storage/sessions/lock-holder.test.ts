import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { describe, expect, onTestFinished, test } from 'vitest';
import { holderOf, parseHolder, stateOf, type Self } from '../../../src/storage/sessions/lock-holder.ts';
import { deadPid } from '../../helpers/processes.ts';
import { until } from '../../helpers/until.ts';

const host = hostname();
const linux = process.platform === 'linux';

/** When a process started, as `ps` reads it. */
const startedAt = (pid: number) =>
  readFileSync(`/proc/${pid}/stat`, 'latin1')
    .replace(/^.*\) /s, '')
    .split(' ')[19];

/** A process whose signals fail, or do not. */
const selfWith = (code?: string, pid = process.pid): Self => ({
  pid,
  kill() {
    if (code !== undefined) throw Object.assign(new Error(code), { code });
  },
});

describe('a holder', () => {
  test.skipIf(!linux)('names this process so that no other can be taken for it', () => {
    expect(holderOf(process)).toEqual({
      pid: process.pid,
      host,
      namespace: readlinkSync('/proc/self/ns/pid'),
      started: startedAt(process.pid),
    });
  });

  test.skipIf(!linux)('has no start where /proc shows the processes of another namespace', () => {
    expect(holderOf({ ...process, pid: process.ppid }).started).toBeUndefined();
  });

  test('is read from the text of a lock', () => {
    const whole = { pid: 5, host: 'here', namespace: 'pid:[1]', started: '7' };
    expect(parseHolder(JSON.stringify(whole))).toEqual(whole);
    expect(parseHolder('{"pid":5,"host":"here"}')).toEqual({ pid: 5, host: 'here' });
  });

  test.each([
    '',
    '{',
    'null',
    '5',
    '[]',
    '{}',
    '{"pid":5}',
    '{"host":"a"}',
    '{"pid":"5","host":"a"}',
    '{"pid":5,"host":6}',
  ])('is not read from %j', (text) => expect(parseHolder(text)).toBeUndefined());
});

describe('the state of a holder', () => {
  const own = linux ? { namespace: readlinkSync('/proc/self/ns/pid') } : {};

  test('is known on this machine', async () => {
    expect(stateOf(holderOf(process), process)).toBe('running');
    expect(stateOf({ pid: await deadPid(), host, ...own }, process)).toBe('ended');
  });

  test('is unknown on another machine, and in another container', () => {
    expect(stateOf({ pid: process.pid, host: 'elsewhere' }, process)).toBe('unknown');
    expect(stateOf({ pid: process.pid, host, namespace: 'pid:[1]' }, process)).toBe('unknown');
  });

  test('is known from the locks of older versions, which have no namespace', async () => {
    expect(stateOf({ pid: process.pid, host }, process)).toBe('running');
    expect(stateOf({ pid: await deadPid(), host }, process)).toBe('ended');
  });

  test('is running for a process that may not be signalled', () => {
    expect(stateOf({ pid: 5, host }, selfWith('EPERM'))).toBe('running');
    expect(stateOf({ pid: 5, host }, selfWith('ESRCH'))).toBe('ended');
  });

  test.skipIf(!linux)('is ended if another process has its number now', () => {
    expect(stateOf({ pid: process.pid, host, started: startedAt(process.pid) }, process)).toBe('running');
    expect(stateOf({ pid: process.pid, host, started: '1' }, process)).toBe('ended');
  });

  test.skipIf(!linux)('is ended for a process that ends while we ask', async () => {
    expect(stateOf({ pid: await deadPid(), host, started: '1' }, selfWith())).toBe('ended');
  });

  test.skipIf(!linux)('is that of the signal alone where /proc shows the processes of another namespace', () => {
    expect(stateOf({ pid: process.pid, host, started: '1' }, selfWith(undefined, process.ppid))).toBe('running');
  });

  test.skipIf(!linux)('is ended for a process that nobody has asked about', async () => {
    const shell = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
    onTestFinished(() => void shell.kill('SIGKILL'));
    const pid = Number(await new Promise((resolve) => shell.stdout.once('data', resolve)));
    // The shell becomes a program that does not wait for its child.
    await until(() => readFileSync(`/proc/${shell.pid}/comm`, 'utf8') === 'sleep\n');
    const started = startedAt(pid);
    process.kill(pid, 'SIGKILL');
    await until(() => / Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1')));
    expect(existsSync(`/proc/${pid}`)).toBe(true);
    expect(stateOf({ pid, host, started }, process)).toBe('ended');
  });
});
