import { homedir } from 'node:os';
import { interruptedBy, interruptionCode } from '../core/problem/interruption.ts';
import { EXIT } from '../core/problem/problem.ts';
import { decideSettings, type Settings } from '../core/config/settings.ts';
import { colorChoice, useColor } from '../core/config/use-color.ts';
import { createCostOf } from '../core/cost/cost.ts';
import { resultLine, type ResultFormat } from '../core/reply/json-output.ts';
import { noReply, outcomeOf } from '../core/reply/reply.ts';
import { maskOutcome } from '../core/secrets/mask-reply.ts';
import { addEnvironment, addPasswords } from '../core/secrets/secret-sources.ts';
import { createSecrets, type Mask } from '../core/secrets/secrets.ts';
import { sanitize, sanitizeJson } from '../core/text/sanitize.ts';
import { chooseProvider, isReplay } from '../runtime/choose-provider.ts';
import { guardCrashes } from '../runtime/crash.ts';
import { createNotify, type OpenNotify } from '../runtime/notify.ts';
import { onOwnRows } from '../runtime/own-rows.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { endBySignal, type Signals } from '../runtime/signals.ts';
import { openTerminal } from '../runtime/open-terminal.ts';
import { configPath, readConfigFile } from '../storage/config-file.ts';
import { createBottomRows } from '../terminal/bottom-rows.ts';
import { createOutput, isReaderGone, type Output } from '../terminal/output/output.ts';
import { chat } from './chat/chat.ts';
import type { CommandLine, Page } from './command-line.ts';
import { styleHelp } from './help-style.ts';
import { readArgv } from './read-argv.ts';

/** How long the end of an interrupted run waits for a reader that has stopped reading. */
const LAST_FLUSH_MS = 150;

/** Runs the command line. Resolves to the exit code once all output is read, or its reader has gone. */
export async function runCommand(
  argv: readonly string[],
  version: string,
  columns: number,
  { signal, interrupt, whileOpening, whileLent }: Signals,
): Promise<number> {
  let broken: Error | undefined;
  const stdout = createOutput(process.stdout, (error) => {
    broken = error;
    interrupt('reader-gone');
  });
  const stderr = onOwnRows(createOutput(process.stderr), stdout);
  signal.addEventListener('abort', () => stdout.stopWaiting());
  const guard = guardCrashes();
  const guarded = { stdout: withLast(guard.untilCrash(stdout)), stderr: guard.untilCrash(stderr) };
  const terminal = openTerminal(guarded.stdout, guarded.stderr);
  const bottom = createBottomRows(terminal);
  const outputs = {
    stdout: process.stdout.isTTY ? bottom.above(guarded.stdout) : guarded.stdout,
    stderr: process.stderr.isTTY ? bottom.above(guarded.stderr) : guarded.stderr,
  };
  const typed = readArgv(argv);
  const secrets = createSecrets();
  addEnvironment(secrets, process.env);
  for (const arg of argv) addPasswords(secrets, arg);
  const title = visibleTitle(argv, secrets.mask);
  if (title !== undefined) process.title = title;
  // For failures before the settings are known, or because they are wrong.
  let settings = likelySettings(typed.format);
  const notifyFor = ({ color, quiet }: Pick<Settings, 'color' | 'quiet'>, to: Outputs): OpenNotify =>
    createNotify({
      ...to,
      columns: () => process.stderr.columns,
      color: useColor(color, process.env, process.stderr.isTTY),
      quiet,
      mask: secrets.mask,
      signal,
    });
  let notify = notifyFor(settings, outputs);

  const logTo = (output: Output) => (line: string) => void output.write(`${sanitize(secrets.mask(line))}\n`);

  async function run(args = argv): Promise<number> {
    const line = await parse(args, { version, columns });
    if (line.command === undefined) {
      const isColored = useColor(colorChoice(typed.color, process.env), process.env, process.stdout.isTTY);
      await stdout.write(isColored ? styleHelp(line.text) : line.text);
      return EXIT.complete.code;
    }
    if (line.resembles !== undefined) {
      const { meantCommand } = await import('./meant-command.ts');
      const meant = await meantCommand(line.resembles, { ...outputs, signal });
      if (meant !== undefined) return run(meant);
    }
    const configFile = configPath(process.env, homedir(), process.platform);
    const config =
      line.command.ignoresConfig === true
        ? undefined
        : await whileOpening([configFile], () => readConfigFile(configFile));
    const decided = decideSettings(line.flags, process.env, config);
    settings = decided;
    addPasswords(secrets, decided.baseUrl ?? '');
    notify = notifyFor(decided, outputs);
    // The SDK warns here about models that will soon be retired.
    console.warn = (...words: unknown[]) => void notify.info(words.join(' '));
    const deps: Runtime = {
      settings: decided,
      ...outputs,
      notify,
      secrets,
      log: decided.debug === true ? logTo(outputs.stderr) : undefined,
      chooseProvider: (chosen) => chooseProvider(chosen, deps),
      signal,
      whileOpening,
      whileLent,
      costOf: isReplay(decided) ? undefined : createCostOf(decided.prices),
      terminal,
      bottom,
      version,
    };
    return line.command.run(line.flags, deps);
  }

  /** Reports a run that ended without a reply, also to a program that reads stdout. */
  async function fail(error: unknown): Promise<number> {
    const outcome = maskOutcome(outcomeOf(error), secrets.mask);
    const { outputFormat: format } = settings;
    // After a crash, only this is still said.
    notify = notifyFor(settings, { stdout, stderr });
    if (format !== 'text' && !holdsResult(format, outputs.stdout.last()))
      await stdout.write(`${sanitizeJson(resultLine(format, noReply(outcome)))}\n`);
    if (outcome.status === 'interrupted') {
      const { by } = outcome;
      await notify.summary(by === 'SIGINT' ? 'interrupted' : `interrupted by ${by}`);
      return interruptionCode(by);
    }
    const { problem } = outcome;
    await notify.problem(problem);
    if (problem.type === 'bug' && typed.debug && error instanceof Error) logTo(stderr)(String(error.stack));
    return EXIT[problem.exit].code;
  }

  const code = await Promise.race([run(), guard.crashed]).catch(fail);
  // Half a JSON document is useless, so the reader of one is waited for, until a second signal.
  const patience = settings.outputFormat === 'json' ? undefined : signal;
  await notify.flushed();
  const isWhole = await flushAll([stdout, stderr], patience);
  const by = interruptedBy(signal);
  if (broken !== undefined && !isReaderGone(broken)) {
    await stderr.write(`claude-stream: cannot write to stdout: ${broken.message}\n`);
    return EXIT.failed.code;
  }
  if (by === undefined) return code;
  if (by === 'reader-gone') {
    // Sometimes a write notices first that the terminal has gone.
    if (process.stdout.isTTY) endBySignal('SIGHUP');
    return code;
  }
  if (!isWhole) await stderr.write('claude-stream: interrupted before all output was written\n');
  endBySignal(by);
  return isWhole ? code : interruptionCode(by);
}

type Outputs = { readonly stdout: Output; readonly stderr: Output };

/** The output, and what was last written to it. */
function withLast(output: Output): Output & { readonly last: () => string } {
  let last = '';
  return {
    ...output,
    write(text) {
      if (text !== '') last = text;
      return output.write(text);
    },
    last: () => last,
  };
}

/**
 * What other users may see in the list of processes in place of a command line with secrets; `undefined`: all of it. Only
 * a URL or a config can hold one, and to look for it takes time.
 */
function visibleTitle(argv: readonly string[], mask: Mask): string | undefined {
  const shown = argv.map((arg) => {
    if (arg.includes('"mcpServers"')) return '{…}';
    return arg.includes('://') || arg.includes('@') ? mask(arg) : arg;
  });
  return shown.every((arg, index) => arg === argv[index]) ? undefined : ['claude-stream', ...shown].join(' ');
}

/** Whether the one document, or the last of the lines, has been written. */
const holdsResult = (format: ResultFormat, last: string): boolean =>
  format === 'json' ? last !== '' : last.startsWith('{"type":"result"');

/** An empty command line is read without loading the parser. */
async function parse(argv: readonly string[], page: Page): Promise<CommandLine> {
  if (argv.length === 0) return { command: chat, flags: { words: [], options: {} } };
  return (await import('./command-line.ts')).parseCommandLine(argv, page);
}

function likelySettings(typed: string | undefined): Pick<Settings, 'outputFormat' | 'color' | 'quiet'> {
  const format = typed ?? process.env['CLAUDE_STREAM_OUTPUT_FORMAT'];
  return { outputFormat: format === 'json' || format === 'stream-json' ? format : 'text', color: 'auto', quiet: false };
}

/** Whether all output was read. Once `patience` is aborted, waits only a moment longer. */
async function flushAll(outputs: readonly Output[], patience: AbortSignal | undefined): Promise<boolean> {
  const all = Promise.all(outputs.map((output) => output.flushed())).then(() => true);
  if (patience === undefined) return all;
  const abandoned = new Promise<boolean>((resolve) => {
    const giveUp = () => setTimeout(() => resolve(false), LAST_FLUSH_MS);
    if (patience.aborted) giveUp();
    else patience.addEventListener('abort', giveUp, { once: true });
  });
  return Promise.race([all, abandoned]);
}
