import { homedir } from 'node:os';
import { isatty } from 'node:tty';
import { contentWith, LIMITS, type Source } from '../core/attachment.ts';
import type { Content } from '../core/conversation.ts';
import { usageProblem } from '../core/problem.ts';
import { findPaths } from '../core/prompt.ts';
import type { Settings } from '../core/settings.ts';
import { inHome } from '../files/complete-path.ts';
import { isRegularFile, readAttachment } from '../files/read-attachment.ts';
import { networkFetch } from './choose-fetch.ts';
import { pipedBytes } from './piped-text.ts';
import type { Run } from './run.ts';

/** The longest wait for what is at a URL; `--timeout` makes it shorter. */
const MOST_SECONDS = 60;
/** After this long, a person would like to know what is being waited for. */
const NOTICE_AFTER_MS = 2_000;

/** What `--file` names, in its order. */
export interface Attachments {
  /** The content of a prompt with all of them; `undefined`: the run was interrupted. Throws a usage problem. */
  with(question: string | undefined): Promise<Content | undefined>;
}

/**
 * Files are read at once, which may block: signals must not be handled yet. What is piped in and what is at a URL is
 * read when it is asked for. Throws a usage problem.
 */
export function openAttachments(names: readonly string[], settings: Settings, run: Run): Attachments {
  if (names.includes('-') && isatty(0)) throw usageProblem('--file - reads standard input, but nothing is piped in');
  const sources = names.map((name) => (isUrl(name) || name === '-' ? name : readAttachment(name, LIMITS.request)));
  return {
    async with(question) {
      const read: Source[] = [];
      for (const source of sources) {
        const one = typeof source === 'string' ? await awaited(source, settings, run) : source;
        if (one === undefined) return undefined;
        read.push(one);
      }
      return contentWith(read, question);
    },
  };
}

const isUrl = (name: string) => /^https?:\/\//i.test(name);

async function awaited(name: string, settings: Settings, run: Run): Promise<Source | undefined> {
  if (name !== '-') return fetched(name, settings, run);
  const bytes = await pipedBytes(settings, run);
  return bytes === undefined ? undefined : { name: 'standard input', bytes };
}

async function fetched(url: string, { timeout, quiet }: Settings, run: Run): Promise<Source | undefined> {
  if (!URL.canParse(url)) throw usageProblem(`${url} is not a valid URL`);
  const { fetchAttachment } = await import('../api/fetch-attachment.ts');
  const notice = setTimeout(() => {
    if (!quiet) void run.stderr.write(`claude-stream: waiting for ${new URL(url).host}\n`);
  }, NOTICE_AFTER_MS);
  const options = {
    fetch: await networkFetch(),
    userAgent: `claude-stream/${run.version}`,
    timeoutMs: Math.min(timeout, MOST_SECONDS) * 1000,
    most: LIMITS.request,
  };
  // A signal's reason here is no error.
  const stop = new AbortController();
  const abort = () => stop.abort();
  run.signal.addEventListener('abort', abort, { once: true });
  if (run.signal.aborted) abort();
  try {
    return await fetchAttachment(url, options, stop.signal);
  } catch (error) {
    if (run.signal.aborted) return undefined;
    throw error;
  } finally {
    clearTimeout(notice);
    run.signal.removeEventListener('abort', abort);
  }
}

/**
 * The content of a prompt that was typed in a conversation: the files that it names as `@path` or `@"path"` are attached,
 * and the text stays as it is. What is no file is text. Throws a usage problem.
 */
export async function promptContent(typed: string): Promise<Content> {
  const sources = new Map<string, Source>();
  for (const candidates of findPaths(typed)) {
    const path = candidates.map((one) => inHome(one, homedir())).find(isRegularFile);
    if (path !== undefined && !sources.has(path)) sources.set(path, readAttachment(path, LIMITS.request));
  }
  return sources.size === 0 ? typed : contentWith([...sources.values()], typed);
}
