import { styleHelp } from './commands/help-style.ts';
import { colorChoice, useColor } from './core/config/use-color.ts';
import { handleSignals } from './runtime/signals.ts';
import { createOutput, isReaderGone } from './terminal/output/output.ts';

/** Filled in by the bundler. */
declare const VERSION: string;
declare const HELP: string;
declare const SUMMARY: string;

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
  const [word = '', ...rest] = argv;
  if (rest.length > 0) return undefined;
  if (['-v', '--version', 'version'].includes(word)) return `${VERSION}\n`;
  if ((process.stdout.columns || HELP_COLUMNS) < HELP_COLUMNS) return undefined;
  if (word === '-h') return inColor(SUMMARY);
  return word === '--help' || word === 'help' ? inColor(HELP) : undefined;
}

/** Where the bundler makes no help, the program does. */
function inColor(help: string | undefined): string | undefined {
  const isColored = useColor(colorChoice(undefined, process.env), process.env, process.stdout.isTTY);
  return isColored && help !== undefined ? styleHelp(help) : help;
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
