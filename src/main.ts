import type { CommandLine } from './cli.ts';
import { complaint } from './core/complaint.ts';
import { fold } from './core/fold.ts';
import { asProblem, EXIT } from './core/problem.ts';
import type { Interruption } from './core/reply.ts';
import { resultOfProblem } from './core/result.ts';
import { sanitizeJson } from './core/sanitize.ts';
import { createOutput } from './terminal/output.ts';
import type { Run } from './wiring/run.ts';

/** Put in by the bundler. */
declare const VERSION: string;
declare const HELP: string;

const HELP_COLUMNS = 80;

/** A reader that does not read may hold up the end of an interrupted reply for so long. */
const LAST_FLUSH_MS = 150;

/** Runs the program; the exit code comes when all output has been taken, or nobody is left to take it. */
export async function main(argv: readonly string[]): Promise<number> {
  const ready = readyAnswer(argv);
  return ready === undefined ? runCommand(argv) : print(ready);
}

/** Help and version as they were made when the program was built: nothing else has to be loaded for them. */
function readyAnswer(argv: readonly string[]): string | undefined {
  const [flag, ...rest] = argv;
  if (rest.length > 0) return undefined;
  if (flag === '-v' || flag === '--version') return `${VERSION}\n`;
  const fits = (process.stdout.columns || HELP_COLUMNS) >= HELP_COLUMNS;
  return (flag === '-h' || flag === '--help') && fits ? HELP : undefined;
}

async function print(text: string): Promise<number> {
  const stdout = createOutput(process.stdout);
  await stdout.write(text);
  await stdout.flushed();
  return EXIT.complete.code;
}

async function runCommand(argv: readonly string[]): Promise<number> {
  const interrupt = new AbortController();
  const stdout = createOutput(process.stdout, () => interrupt.abort('reader-gone' satisfies Interruption));
  const run: Run = { stdout, stderr: createOutput(process.stderr), signal: interrupt.signal, wantsJson: false };
  interrupt.signal.addEventListener('abort', () => stdout.hurry());
  handleSignals(interrupt);

  const code = await dispatch(argv, run).catch((error: unknown) => fail(error, argv, run));
  const flushed = Promise.all([stdout.flushed(), run.stderr.flushed()]);
  // Half a JSON document is worth nothing, so that one is waited for whatever happens.
  const hurry = run.signal.aborted && !run.wantsJson;
  await (hurry ? Promise.race([flushed, new Promise((resolve) => setTimeout(resolve, LAST_FLUSH_MS))]) : flushed);
  return code;
}

/** The first signal stops what runs, and it ends in good order; the second ends the program at once. */
function handleSignals(interrupt: AbortController): void {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (interrupt.signal.aborted) process.exit(EXIT[name].code);
      interrupt.abort(name satisfies Interruption);
    });
  }
}

async function dispatch(argv: readonly string[], run: Run): Promise<number> {
  const { parseCommandLine } = await import('./cli.ts');
  const line = parseCommandLine(argv, VERSION, Math.min(process.stdout.columns || HELP_COLUMNS, HELP_COLUMNS));
  if (line.kind === 'print') {
    await run.stdout.write(line.text);
    return EXIT.complete.code;
  }
  run.wantsJson = line.flags.options.json === true;
  return command(line, run);
}

/** Loaded only now: help, the version and mistakes need nothing of it. */
async function command({ kind, flags }: Exclude<CommandLine, { kind: 'print' }>, run: Run): Promise<number> {
  const { commands } = await import('./wiring/commands.ts');
  return commands[kind](flags, run);
}

/** Tells of a run that failed before there was a reply. */
async function fail(error: unknown, argv: readonly string[], { stdout, stderr, wantsJson }: Run): Promise<number> {
  const problem = asProblem(error);
  const stack = problem.type === 'bug' && argv.includes('--debug') && error instanceof Error ? `${error.stack}\n` : '';
  await stderr.write(fold(complaint(problem, false), process.stderr.columns) + stack);
  if (wantsJson) await stdout.write(`${sanitizeJson(JSON.stringify(resultOfProblem(problem)))}\n`);
  return EXIT[problem.exit].code;
}
