import { homedir } from 'node:os';
import { isatty } from 'node:tty';
import { contentWith, LIMITS, shownName, type AttachmentInput } from '../../core/conversation/attachment.ts';
import { describeAttachment } from '../../core/conversation/describe-attachment.ts';
import type { Content } from '../../core/conversation/conversation.ts';
import { usageProblem } from '../../core/problem/problem.ts';
import { findPaths, likelyPath } from '../../core/conversation/prompt.ts';
import { truncateList } from '../../core/text/truncate.ts';
import type { Settings } from '../../core/config/settings.ts';
import { inHome } from '../../storage/complete-path.ts';
import { isRegularFile, readAttachment } from '../../storage/read-attachment.ts';
import { networkFetch } from '../choose-provider.ts';
import { attachedStdin } from '../piped-text.ts';
import type { Runtime } from '../runtime.ts';

/** The longest wait for a URL; `--timeout` can shorten it. */
const MAX_SECONDS = 60;
/** After this long, say what the program is waiting for. */
const NOTICE_AFTER_MS = 2_000;

/** A prompt with its attachments. */
export interface AttachedPrompt {
  readonly content: Content;
  /** What was attached and what was not found, a line for each. */
  readonly describe: () => string[];
}

/** The attachments that `--file` names, in order. */
export interface Attachments {
  /** A prompt with all of them. Throws a usage problem. */
  with(question: string | undefined): Promise<AttachedPrompt>;
}

type Deps = Pick<Runtime, 'signal' | 'notify' | 'version'>;

/** Reads files now, which may block; standard input and URLs only when the prompt needs them. Throws a usage problem. */
export function openAttachments(
  names: readonly string[],
  { timeout }: Pick<Settings, 'timeout'>,
  deps: Deps,
): Attachments {
  if (names.includes('-') && isatty(0)) throw usageProblem('--file - reads standard input, but nothing is piped in');
  const sources = names.map((name) => (isUrl(name) || name === '-' ? name : readAttachment(name, LIMITS.request)));
  const maxSeconds = Math.min(timeout, MAX_SECONDS);
  const read = async (name: string): Promise<AttachmentInput> =>
    name === '-'
      ? { name: 'standard input', bytes: await attachedStdin(deps.signal, deps.notify) }
      : download(name, maxSeconds, deps);
  return {
    async with(question) {
      const all: AttachmentInput[] = [];
      for (const source of sources) all.push(typeof source === 'string' ? await read(source) : source);
      return attached(all, question);
    },
  };
}

const isUrl = (name: string) => /^https?:\/\//i.test(name);

async function download(url: string, maxSeconds: number, { signal, notify, version }: Deps): Promise<AttachmentInput> {
  if (!URL.canParse(url)) throw usageProblem(`${url} is not a valid URL`);
  const { fetchAttachment } = await import('./fetch-attachment.ts');
  const timer = setTimeout(() => void notify.info(`waiting for ${new URL(url).host}`), NOTICE_AFTER_MS);
  const options = {
    fetch: await networkFetch(),
    userAgent: `claude-stream/${version}`,
    timeoutMs: maxSeconds * 1000,
    maxBytes: LIMITS.request,
  };
  return fetchAttachment(url, options, signal).finally(() => clearTimeout(timer));
}

function attached(inputs: readonly AttachmentInput[], question: string | undefined): AttachedPrompt {
  return { content: contentWith(inputs, question), describe: () => inputs.map(describeAttachment) };
}

const MAX_NOT_FOUND = 5;

/**
 * A prompt typed in a conversation: attaches each file that it names as `@path` or `@"path"` after what is attached to it
 * otherwise, and leaves the text unchanged. An `@word` that names no file is just text. Throws a usage problem.
 */
export async function typedPrompt(typed: string, others: readonly AttachmentInput[] = []): Promise<AttachedPrompt> {
  const sources = new Map(others.map((input) => [input.name, input]));
  const notFound = new Set<string>();
  for (const readings of findPaths(typed)) {
    const path = readings.map((one) => inHome(one, homedir())).find(isRegularFile);
    if (path === undefined) {
      const name = likelyPath(readings);
      if (name !== undefined) notFound.add(name);
    } else if (!sources.has(path)) sources.set(path, readAttachment(path, LIMITS.request));
  }
  const { content, describe } =
    sources.size === 0 ? { content: typed, describe: () => [] } : attached([...sources.values()], typed);
  return { content, describe: () => [...describe(), ...notFoundLine([...notFound].map(shownName))] };
}

function notFoundLine(names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`no file ${truncateList(names, MAX_NOT_FOUND).join(', ')}: sent as text`];
}
