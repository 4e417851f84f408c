import { createOutput, isReaderGone } from './terminal/output.ts';

/** Put in by the bundler. */
declare const VERSION: string;
declare const HELP: string;

const HELP_COLUMNS = 80;

/** Runs the program; the exit code comes when all output has been taken, or nobody is left to take it. */
export async function main(argv: readonly string[]): Promise<number> {
  const ready = readyAnswer(argv);
  if (ready !== undefined) return print(ready);
  const { runCommand } = await import('./wiring/run-command.ts');
  return runCommand(argv, VERSION, Math.min(process.stdout.columns || HELP_COLUMNS, HELP_COLUMNS));
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
  let failure: Error | undefined;
  const stdout = createOutput(process.stdout, (error) => (failure = error));
  await stdout.write(text);
  await stdout.flushed();
  if (failure === undefined || isReaderGone(failure)) return 0;
  process.stderr.write(`claude-stream: cannot write to stdout: ${failure.message}\n`);
  return 1;
}
