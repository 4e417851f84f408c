import { contentWith, decodeText, isPdf, LIMITS, type AttachmentInput } from '../../../core/conversation/attachment.ts';
import { describeAttachment } from '../../../core/conversation/describe-attachment.ts';
import { usageProblem } from '../../../core/problem/problem.ts';
import { printedText } from '../../../terminal/programs/printed-text.ts';
import { sanitizeLine } from '../../../core/text/sanitize.ts';
import { among } from '../../../terminal/input/picker.ts';
import { howItEnded } from '../shell-line.ts';
import type { ReplState, SlashDeps } from './slash-command.ts';

/** 1 MB, which a command may print as text: a model could read hardly more. */
const MAX_OUTPUT = 1_000_000;

type Deps = Pick<SlashDeps, 'files' | 'readFromShell' | 'pick' | 'print' | 'notify'>;

/** `/file PATH`, `/file !COMMAND`, `/file -`, and `/file` to choose one. Throws a usage problem. */
export async function attachFile(argument: string, state: Pick<ReplState, 'attached'>, deps: Deps): Promise<void> {
  if (argument === '-') {
    const none = state.attached.length === 0;
    state.attached = [];
    return deps.notify.note(none ? 'nothing was attached' : 'nothing is attached any more');
  }
  if (argument.startsWith('!')) return attach(await outputOf(argument.slice(1).trim(), deps), state, deps);
  const path = argument === '' ? await choosePath(deps) : argument.replace(/^@/, '').replace(/^"(.+)"$/, '$1');
  return path === undefined ? undefined : attach((await deps.files()).read(path), state, deps);
}

/** `/paste`. Throws a usage problem. */
export async function attachClipboard(state: Pick<ReplState, 'attached'>, deps: Deps): Promise<void> {
  const bytes = await (await deps.files()).readClipboard();
  const taken = new Set(state.attached.map(({ name }) => name));
  let name = 'clipboard';
  for (let n = 2; taken.has(name); n++) name = `clipboard ${n}`;
  return attach({ name, bytes }, state, deps);
}

/** Adds to what goes with the next prompt; a file that is there already is read again. */
async function attach(
  input: AttachmentInput,
  state: Pick<ReplState, 'attached'>,
  { notify }: Pick<SlashDeps, 'notify'>,
): Promise<void> {
  const attached = [...state.attached.filter(({ name }) => name !== input.name), input];
  // What the API would not accept is not kept for a prompt that would fail.
  contentWith(attached, undefined);
  state.attached = attached;
  await notify.note(`${describeAttachment(input)}: goes with the next prompt`);
}

async function choosePath({ pick, files }: Pick<SlashDeps, 'pick' | 'files'>): Promise<string | undefined> {
  const { find } = await files();
  const items = function* list() {
    for (const label of find()) yield label === undefined ? undefined : { label };
  };
  const chosen = await pick({ title: 'file:', find: (query) => among(items())(query) });
  return chosen?.label;
}

async function outputOf(line: string, { readFromShell, print }: Deps): Promise<AttachmentInput> {
  const shown = sanitizeLine(line, 200);
  const { bytes, isTooLong, ...ended } = await readFromShell(line, {
    maxText: MAX_OUTPUT,
    maxBytes: LIMITS.request,
    onText: (text) => void print(text),
  });
  if (isTooLong) {
    throw usageProblem(
      `${shown} was ended after ${Math.floor(bytes.length / MAX_OUTPUT)} MB of output, and nothing is attached`,
      `for example, attach the end of it: /file !${shown} | tail -n 500`,
    );
  }
  const how = howItEnded(ended);
  const name = `output of ${shown}${how === undefined ? '' : `, ${how}`}`;
  if (bytes.length === 0) throw usageProblem(`${shown} printed nothing, so nothing is attached`, how);
  const text = isPdf(bytes) ? undefined : decodeText(bytes, false);
  return { name, bytes: text === undefined ? bytes : Buffer.from(printedText(text)) };
}
