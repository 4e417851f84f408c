import { handleSignals } from './runtime/signals.ts';
import { createOutput, isReaderGone } from './terminal/output/output.ts';

/** Filled in by the bundler. */
declare const VERSION: string;
declare const HELP: string;

const HELP_COLUMNS = 80;

/** Runs the program. Resolves to the exit code once all output is read, or its reader has gone. */
export async function main(argv: readonly string[]): Promise<number> {
  const text = prebuiltText(argv);
  if (text !== undefined) return print(text);
  // Before anything else is loaded: the moment a server is started in is too late.
  const signals = handleSignals();
  const { runCommand } = await import('./commands/run-command.ts');
  return runCommand(argv, VERSION, Math.min(process.stdout.columns || HELP_COLUMNS, HELP_COLUMNS), signals);
}

/** Help and version come from the build, so that nothing has to be loaded for them. */
function prebuiltText(argv: readonly string[]): string | undefined {
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
