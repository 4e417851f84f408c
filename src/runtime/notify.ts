import { raceAbort, interruptedBy } from '../core/problem/interruption.ts';
import { formatProblem } from '../core/reply/format-problem.ts';
import type { Notify } from '../core/reply/ports.ts';
import { maskProblem } from '../core/secrets/mask-reply.ts';
import type { Mask } from '../core/secrets/secrets.ts';
import { wrapParts, wrapWords } from '../core/text/word-wrap.ts';
import { sanitize, sanitizeLine } from '../core/text/sanitize.ts';
import type { Output } from '../terminal/output/output.ts';
import { createStyles } from '../terminal/styles.ts';

export interface NotifyOptions {
  readonly stdout: Pick<Output, 'flushed'>;
  readonly stderr: Pick<Output, 'write'>;
  /** The width of the terminal on stderr; `undefined` without one. */
  readonly columns: () => number | undefined;
  readonly color: boolean;
  readonly quiet: boolean;
  readonly mask: Mask;
  readonly signal: AbortSignal;
}

export interface OpenNotify extends Notify {
  /** Resolves once everything is written. */
  flushed(): Promise<void>;
}

export function createNotify({ stdout, stderr, columns, color, quiet, mask, signal }: NotifyOptions): OpenNotify {
  const { hint, error } = createStyles(color);
  let last = Promise.resolve();

  async function write(text: string): Promise<void> {
    // An interrupted run does not wait for a reader that has stopped reading. Only now is it known whether one is left.
    await raceAbort(stdout.flushed(), signal).catch(() => {});
    if (interruptedBy(signal) !== 'reader-gone') await stderr.write(text);
  }
  function say(text: string, style: (text: string) => string, wrap = wrapWords): Promise<void> {
    last = last.then(() => write(style(wrap(text, columns()))));
    return last;
  }
  const named = (text: string) => say(`${NAME}: ${sanitizeLine(mask(text), 1000)}\n`, paintName);
  const paintName = (text: string) => text.replace(NAME, error);
  const dim = (text: string) => say(`${sanitize(mask(text)).trimEnd()}\n`, hint);
  const silence = () => last;

  return {
    info: quiet ? silence : named,
    warn: named,
    problem: (problem, isCut = false) => say(formatProblem(maskProblem(problem, mask), isCut), paintName),
    summary(text, warning) {
      if (!quiet) return say(`${sanitizeLine(mask(text), 2000)}\n`, hint, wrapParts);
      return warning === undefined ? last : named(warning);
    },
    note: dim,
    echo: (text) => say(`${sanitize(text).trimEnd()}\n`, String),
    flushed: () => last,
  };
}

const NAME = 'claude-stream';
