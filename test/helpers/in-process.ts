import type { Command } from '../../src/commands/command.ts';
import { decideSettings, type Flags, type Settings } from '../../src/core/config/settings.ts';
import { createCostOf } from '../../src/core/cost/cost.ts';
import type { Interruption } from '../../src/core/problem/interruption.ts';
import { Interrupted } from '../../src/core/problem/interruption.ts';
import type { Provider } from '../../src/core/reply/ports.ts';
import { createSecrets } from '../../src/core/secrets/secrets.ts';
import { createNotify } from '../../src/runtime/notify.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { createBottomRows } from '../../src/terminal/bottom-rows.ts';
import type { Output } from '../../src/terminal/output/output.ts';
import { fakeHost } from '../terminal/fake-terminal.ts';
import { fakeProvider } from './fake-provider.ts';

export interface InProcess {
  readonly words?: readonly string[];
  readonly options?: Flags['options'];
  /** Options that only the command has. */
  readonly own?: Flags['own'];
  readonly provider?: Provider;
  /** The signal that stopped the run before its start. */
  readonly interrupted?: Interruption;
}

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The settings for which a provider was asked for. */
  readonly providerSettings: readonly Settings[];
}

/** Runs a command in this process: no disk, no network, no standard input. Rejects with what the command throws. */
export async function runInProcess(
  run: Command['run'],
  { words = [], options = {}, own = {}, provider = fakeProvider(), interrupted }: InProcess = {},
): Promise<Ran> {
  const flags: Flags = { words, options, own };
  const settings = { ...decideSettings(flags, {}, undefined), save: false, stdin: false };
  const [stdout, stderr] = [createBuffer(), createBuffer()];
  const stop = new AbortController();
  if (interrupted !== undefined) stop.abort(new Interrupted(interrupted));
  const { signal } = stop;
  const notify = createNotify({
    stdout,
    stderr,
    columns: () => undefined,
    color: false,
    quiet: settings.quiet,
    mask: String,
    signal,
  });
  const { terminal } = fakeHost({ columns: 80, rows: 24 }, { openInput: () => undefined });
  const providerSettings: Settings[] = [];
  const runtime: Runtime = {
    settings,
    stdout,
    stderr,
    notify,
    secrets: createSecrets(),
    log: undefined,
    async chooseProvider(chosen) {
      providerSettings.push(chosen);
      return provider;
    },
    signal,
    whileOpening: async (_files, open) => open(),
    whileLent: (use) => use(),
    costOf: createCostOf(),
    terminal,
    bottom: createBottomRows(terminal),
    version: '0.0.0',
  };
  const code = await run(flags, runtime);
  await notify.flushed();
  return { code, stdout: stdout.text(), stderr: stderr.text(), providerSettings };
}

function createBuffer(): Output & { text(): string } {
  let text = '';
  const write = (more: string) => void (text += more);
  return {
    write,
    writeApproval: write,
    stopWaiting: () => {},
    flushed: async () => {},
    endRow: () => false,
    text: () => text,
  };
}
