import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Clock } from './clock.ts';
import { defined } from './defined.ts';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

export const programPath = join(projectRoot, 'bin', 'claude-stream.cjs');

/** Nothing listens there: a program without a server fails at once instead of reaching the real one. */
export const noServer = 'http://127.0.0.1:2';

export interface Surroundings {
  /** Sets variables, or with undefined removes them. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly server?: { readonly url: string };
  /** The program's config.json, written before it starts. */
  readonly config?: unknown;
  /** Replaces the program's clock. */
  readonly clock?: Pick<Clock, 'env'>;
}

/** A folder that is removed with the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'claude-stream-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** Writes a file, with the folders above it, and returns its path. */
export function writeIn(folder: string, name: string, content: string | Uint8Array, mode = 0o644): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { mode });
  return path;
}

/** A home of its own, and an environment free of the developer's settings. */
export function surroundings({ env = {}, cwd, server, config, clock }: Surroundings): {
  env: Record<string, string>;
  cwd: string;
} {
  const home = tempFolder();
  const configHome = join(home, 'config');
  if (config !== undefined) {
    writeIn(configHome, 'claude-stream/config.json', typeof config === 'string' ? config : JSON.stringify(config));
  }
  const variables: Record<string, string | undefined> = {
    ...inherited(['PATH', 'Path', 'PATHEXT', 'SystemRoot', 'ComSpec', 'TMPDIR', 'TEMP', 'TMP', 'NODE_V8_COVERAGE']),
    HOME: home,
    USERPROFILE: home,
    APPDATA: join(home, 'appdata'),
    XDG_CONFIG_HOME: configHome,
    XDG_STATE_HOME: join(home, 'state'),
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CACHE_HOME: join(home, 'cache'),
    LANG: 'C.UTF-8',
    ANTHROPIC_API_KEY: 'sk-test-key',
    ANTHROPIC_BASE_URL: server?.url ?? noServer,
    ...clock?.env,
    ...env,
  };
  return { env: defined(variables), cwd: cwd ?? home };
}

function inherited(names: readonly string[]): Record<string, string | undefined> {
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}
