import { Interrupted } from '../../core/problem/interruption.ts';
import { homedir } from 'node:os';
import { useColor } from '../../core/config/use-color.ts';
import { usageProblem } from '../../core/problem/problem.ts';
import { sanitize } from '../../core/text/sanitize.ts';
import type { Settings } from '../../core/config/settings.ts';
import { isNothing, layOutTypedAhead, typeAhead, type TypedAhead } from '../../line-editor/typed-ahead.ts';
import type { ReplDeps } from './loop.ts';
import { historyPath } from '../../storage/app-folder.ts';
import { openHistory } from '../../storage/history-file.ts';
import { holdKeys, type HeldKeys } from '../../terminal/input/hold-keys.ts';
import { createKeys, type Input } from '../../terminal/input/keys.ts';
import { createLineInput, type LineInput, type LineInputOptions } from '../../terminal/input/line-input.ts';
import { promptRows } from '../../terminal/input/prompt-rows.ts';
import { createStyles, type Styles } from '../../terminal/styles.ts';
import type { AskUser } from '../../runtime/tools/approval.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { createReplPrograms, type ReplPrograms } from './repl-programs.ts';
import { suggestCommands } from './slash/suggest-commands.ts';
import { signalJob } from '../../runtime/signals.ts';

/** By then the prompt is on the screen. */
export const WARM_UP_MS = 50;

/** The terminal of the REPL, which belongs to one at a time: the line, the reply, a list, or another program. */
export interface ReplTerminal
  extends Pick<ReplDeps, 'readLine' | 'whileReplying' | 'clearScreen' | 'pick'>, Omit<ReplPrograms, 'editText'> {
  readonly styles: Styles;
  /** Asks while a reply is coming; no answer interrupts the reply. */
  readonly askUser: AskUser;
  /** Lets something be written above the line that is being typed; `false`: none is. */
  readonly interject: LineInput['interject'];
  /** Shows a prompt that was not typed here. */
  showPrompt(text: string): void;
  close(): void;
}

/**
 * `saves`: whether lines are saved for the next run; `first`: what was typed on the command line. Throws a usage problem
 * if there is no terminal.
 */
export function openReplTerminal(
  settings: Pick<Settings, 'color'>,
  saves: boolean,
  complete: NonNullable<LineInputOptions['complete']>,
  first: readonly string[],
  runtime: Pick<Runtime, 'terminal' | 'bottom' | 'signal' | 'notify' | 'whileLent'>,
): ReplTerminal {
  const { terminal, bottom, signal } = runtime;
  if (!terminal.hasInput() || !(process.stdout.columns > 0)) throw usageProblem('--interactive needs a terminal');
  let replying: { held: HeldKeys; stop: AbortController } | undefined;
  const styles = createStyles(useColor(settings.color, process.env, true));
  const keys = createKeys(terminal);
  const screen = { terminal, keys, styles, widthOf: createMeasure() };
  const history = saves ? openHistory(historyPath(process.env, homedir(), process.platform)) : undefined;
  for (const text of first) history?.add(text);
  const { editText, ...programs } = createReplPrograms(keys, runtime);
  const line = createLineInput({
    ...screen,
    history: [...(history?.lines ?? []), ...first],
    complete,
    suggest: suggestCommands,
    editExternally: editText,
    ...(process.platform !== 'win32' && { onSuspend: stopJob }),
  });

  /** Shows what is typed while a reply comes: gets every input. */
  function createTypedRow(): (input: Input) => void {
    let typed: TypedAhead = { editor: line.nextEditor(), lines: [] };
    return (input) => {
      typed = typeAhead(typed, input);
      if (isNothing(typed)) return bottom.hide('typed');
      return bottom.show('typed', (width) => {
        const row = layOutTypedAhead(typed, { width, widthOf: screen.widthOf });
        return {
          text: row.map(({ text, tone }) => styles[tone](text)).join(''),
          width: screen.widthOf(row.map(({ text }) => text).join('')),
        };
      });
    };
  }

  return {
    ...programs,
    styles,
    interject: (write) => line.interject(write),
    async readLine(initial) {
      // Where it stood, the line begins.
      bottom.hide('typed');
      // What was typed ahead is a line of its own.
      const read = await line.read(keys.hasWaiting() ? '' : initial, signal);
      if (read.type === 'line' && read.text.trim() !== '') history?.add(read.text);
      return read;
    },
    async pick(choice) {
      const { pick } = await import('../../terminal/input/picker.ts');
      return pick({ ...screen, ...choice, signal });
    },
    async askUser(request, stop) {
      const { askOnTerminal } = await import('../../runtime/screen/question.ts');
      const held = replying?.held;
      const holdAgain = held?.lend();
      const keep = (input: Input) => held?.keep(input);
      const comeBack = bottom.makeWay();
      const answer = await askOnTerminal(request, keys, settings, terminal, keep, stop).finally(() => {
        holdAgain?.();
        comeBack();
      });
      if (answer === undefined) replying?.stop.abort(new Interrupted('SIGINT'));
      return answer;
    },
    async whileReplying(reply) {
      const stop = new AbortController();
      const onSignal = (name: NodeJS.Signals) => {
        if (name === 'SIGINT') stop.abort(new Interrupted('SIGINT'));
        else signalJob(name);
      };
      const held = holdKeys(keys, onSignal, createTypedRow());
      let whole = false;
      replying = { held, stop };
      try {
        const came = await reply(AbortSignal.any([signal, stop.signal]));
        whole = came.outcome.status === 'complete';
        return came;
      } finally {
        replying = undefined;
        // After a reply that failed, nothing may send itself.
        held.release({ enters: whole ? 'keep' : 'as-newlines' });
      }
    },
    showPrompt(text) {
      const measure = { width: Math.max(1, terminal.size().columns - 1), widthOf: screen.widthOf };
      const rows = promptRows({ text: sanitize(text).trimEnd(), pastes: [] }, measure, styles);
      terminal.write(rows.map((row) => `${row}\n`).join(''));
    },
    clearScreen: () => terminal.write(`${'\n'.repeat(process.stdout.rows - 1)}\u001b[H\u001b[J`),
    close() {
      bottom.hide('typed');
      keys.close();
    },
  };
}

/** Ctrl-Z at the prompt. */
async function stopJob(): Promise<void> {
  // With the keys released, nothing else keeps the program from ending.
  const alive = setInterval(() => {}, 2 ** 30);
  const continued = new Promise((resolve) => process.once('SIGCONT', resolve));
  signalJob('SIGTSTP');
  await continued;
  clearInterval(alive);
}

/** The exact measure takes as long to load as all the rest; until then widths are a guess. */
function createMeasure(): (text: string) => number {
  let measure = guessWidth;
  setTimeout(
    () => void import('../../markdown/layout/width.ts').then(({ widthOf }) => (measure = widthOf)),
    WARM_UP_MS,
  );
  return (text) => measure(text);
}

/** Takes every character outside ASCII for two columns. */
const guessWidth = (text: string) => text.replace(/[^\x20-\x7e]/gu, '  ').length;
