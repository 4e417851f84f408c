import type { Notify } from '../../src/core/reply/ports.ts';

export interface RecordedNotify {
  readonly notify: Notify;
  /** The notifications, each as the method and its arguments. */
  readonly said: readonly (readonly unknown[])[];
}

/** Records in `said` what the user would read on stderr. */
export function recordedNotify(said: unknown[][] = []): RecordedNotify {
  const record =
    (method: keyof Notify) =>
    async (...words: readonly unknown[]) =>
      void said.push([method, ...words]);
  const notify: Notify = {
    info: record('info'),
    warn: record('warn'),
    problem: record('problem'),
    summary: record('summary'),
    note: record('note'),
    echo: record('echo'),
  };
  return { notify, said };
}
