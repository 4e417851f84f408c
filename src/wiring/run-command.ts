import type { CommandLine } from '../cli.ts';
import { complaint } from '../core/complaint.ts';
import { fold } from '../core/fold.ts';
import { asProblem, EXIT, type Problem } from '../core/problem.ts';
import type { Interruption } from '../core/reply.ts';
import { createOutput, isReaderGone } from '../terminal/output.ts';
import { writeOutcome, type Run } from './run.ts';
import { createSuspension } from './suspension.ts';

/** A reader that does not read may hold up the end of an interrupted reply for so long. */
const LAST_FLUSH_MS = 150;

/** Runs what the command line asks for; the exit code comes when all output has been taken, or nobody is left to take it. */
export async function runCommand(argv: readonly string[], version: string, columns: number): Promise<number> {
  const interrupt = new AbortController();
  let failure: Error | undefined;
  let isLent = false;
  const stdout = createOutput(process.stdout, (error) => {
    failure = error;
    interrupt.abort('reader-gone' satisfies Interruption);
  });
  const run: Run = {
    stdout,
    stderr: createOutput(process.stderr),
    signal: interrupt.signal,
    handleSignals: () => handleSignals(interrupt, () => isLent),
    whileStoppable: createSuspension(),
    async lendTerminal(use) {
      isLent = true;
      return use().finally(() => (isLent = false));
    },
    version,
    format: likelyFormat(argv, process.env),
  };
  interrupt.signal.addEventListener('abort', () => stdout.hurry());

  const code = await dispatch(argv, version, columns, run).catch((error: unknown) => fail(error, argv, run));
  const whole = await taken(run);
  const by = run.signal.reason as Interruption | undefined;
  if (failure !== undefined && !isReaderGone(failure)) {
    const problem: Problem = { type: 'stdout', what: `cannot write to stdout: ${failure.message}`, exit: 'failed' };
    await run.stderr.write(complaint(problem, false));
    return EXIT.failed.code;
  }
  // A terminal that is gone is sometimes noticed by a write first.
  if (by === 'SIGHUP' || (by === 'reader-gone' && process.stdout.isTTY)) hangUp();
  if (whole || by === undefined || by === 'reader-gone') return code;
  await run.stderr.write('claude-stream: interrupted before all output was written\n');
  return EXIT[by].code;
}

/** Whether all output was taken. A run that is interrupted waits only a moment for a reader that does not read. */
async function taken({ stdout, stderr, signal, format }: Run): Promise<boolean> {
  const flushed = Promise.all([stdout.flushed(), stderr.flushed()]).then(() => true);
  // Half a JSON document is worth nothing, so that one is waited for, until a second signal.
  if (format === 'json') return flushed;
  const abandoned = new Promise<boolean>((resolve) => {
    const giveUp = () => setTimeout(() => resolve(false), LAST_FLUSH_MS);
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
  });
  return Promise.race([flushed, abandoned]);
}

/** The first signal stops what runs, and it ends in good order; the second ends the program at once. */
function handleSignals(interrupt: AbortController, isLent: () => boolean): void {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (name === 'SIGINT' && isLent()) return undefined;
      if (!interrupt.signal.aborted) return interrupt.abort(name satisfies Interruption);
      if (name === 'SIGHUP') hangUp();
      process.exit(EXIT[name].code);
    });
  }
}

/** Node crashes where it gives back a terminal that is gone: the signal itself ends the program, which shells show as 129. */
function hangUp(): void {
  if (!process.stdin.isTTY && !process.stdout.isTTY && !process.stderr.isTTY) return;
  try {
    // The signal ends the program without them.
    process.emit('exit', EXIT.SIGHUP.code);
  } catch {
    // One of them wrote to the terminal.
  }
  process.removeAllListeners('SIGHUP');
  process.kill(process.pid, 'SIGHUP');
}

/** What stdout is to hold, as far as can be told before the command line has been understood, or although it cannot be. */
function likelyFormat(argv: readonly string[], environment: NodeJS.ProcessEnv): Run['format'] {
  if (argv.includes('--json')) return 'json';
  const flag = argv.findLast((word, i) => word.startsWith('--output-format=') || argv[i - 1] === '--output-format');
  const format = flag?.replace('--output-format=', '') ?? environment['CLAUDE_STREAM_OUTPUT_FORMAT'];
  return format === 'json' || format === 'stream-json' ? format : 'text';
}

async function dispatch(argv: readonly string[], version: string, columns: number, run: Run): Promise<number> {
  const line = await understand(argv, version, columns);
  if (line.kind === 'print') {
    await run.stdout.write(line.text);
    return EXIT.complete.code;
  }
  return command(line, run);
}

/** Where nothing was typed, nothing has to be loaded to understand it. */
async function understand(argv: readonly string[], version: string, columns: number): Promise<CommandLine> {
  if (argv.length === 0) return { kind: 'ask', flags: { words: [], options: {} } };
  const { parseCommandLine } = await import('../cli.ts');
  return parseCommandLine(argv, version, columns);
}

/** Loaded only now: mistakes need nothing of it. */
async function command(line: Exclude<CommandLine, { kind: 'print' }>, run: Run): Promise<number> {
  const { commands } = await import('./commands.ts');
  // Which line goes with which command, the types of both say together, but not one by one.
  const execute = commands[line.kind] as (line: CommandLine, run: Run) => Promise<number>;
  return execute(line, run);
}

/** Tells of a run that failed before there was a reply. */
async function fail(error: unknown, argv: readonly string[], run: Run): Promise<number> {
  const problem = asProblem(error);
  const stack = problem.type === 'bug' && argv.includes('--debug') && error instanceof Error ? `${error.stack}\n` : '';
  await run.stderr.write(fold(complaint(problem, false), process.stderr.columns) + stack);
  await writeOutcome(run, { status: 'failed', problem });
  return EXIT[problem.exit].code;
}
