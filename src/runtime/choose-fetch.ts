import type { Fetch } from '../api/transport/body.ts';
import { complaint } from '../core/reply/format-problem.ts';
import { usageProblem } from '../core/problem/problem.ts';
import type { Request } from '../core/reply/request.ts';
import type { Settings } from '../core/config/settings.ts';
import type { Run } from './run.ts';

/** The bundled recordings. */
export const DEMOS = ['tour', 'thinking', 'max-tokens', 'weather'];

/** What the SDK fetches with: the network, or a recording in its place; and a recording made of either. */
export async function chooseFetch(words: readonly string[], settings: Settings, run: Run): Promise<Fetch> {
  const fetch = await chooseSource(words, settings, run);
  if (settings.record === undefined) return fetch;
  const { withRecording } = await import('../api/transport/record.ts');
  const { createRecordingFile } = await import('../storage/recording-file.ts');
  const warn = (why: string) => {
    void run.stderr.write(
      complaint({ type: 'file', what: `the recording is incomplete: ${why}`, exit: 'failed' }, false),
    );
  };
  return withRecording(fetch, createRecordingFile(settings.record, warn));
}

async function chooseSource(words: readonly string[], settings: Settings, run: Run): Promise<Fetch> {
  if (settings.demo === true) return demoFetch(words, settings, run);
  if (settings.replay !== undefined) return recordingFetch(settings.replay, settings);
  return networkFetch();
}

/** Straight to the server, or through a proxy where the environment names one. */
export async function networkFetch(): Promise<Fetch> {
  const proxied = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].some(
    (name) => (process.env[name] ?? '') !== '',
  );
  if (proxied) return proxyFetch();
  return (await import('../api/transport/http-fetch.ts')).createHttpFetch();
}

async function proxyFetch(): Promise<Fetch> {
  const { createProxyFetch } = await import('../api/transport/proxy-fetch.ts');
  try {
    return createProxyFetch();
  } catch {
    throw usageProblem(
      'HTTPS_PROXY and HTTP_PROXY must be http or https URLs',
      'for example http://proxy.example:3128',
    );
  }
}

async function recordingFetch(path: string, { speed, record }: Settings): Promise<Fetch> {
  const { replayFetch } = await import('../api/transport/replay.ts');
  if (path === '-') {
    if (process.stdin.isTTY) throw usageProblem('--replay - reads standard input, but nothing is piped in');
    return replayFetch({ name: 'standard input', bytes: process.stdin }, speed);
  }
  const { readRecording } = await import('../storage/recording-file.ts');
  return replayFetch({ name: path, bytes: readRecording(path, record) }, speed);
}

async function demoFetch(words: readonly string[], { quiet, speed }: Settings, { stderr }: Run): Promise<Fetch> {
  const { replayFetch } = await import('../api/transport/replay.ts');
  const { readRecording } = await import('../storage/recording-file.ts');
  const demo = DEMOS.find((name) => name === words[0]) ?? DEMOS[0]!;
  if (!quiet)
    await stderr.write(`claude-stream: playing a recording; no model is called (demos: ${DEMOS.join(', ')})\n`);
  return (input, init) => {
    // The one with a call has a second part, for when the results are there.
    const isAnswer = demo === 'weather' && typeof init?.body === 'string' && endsInResults(JSON.parse(init.body));
    const name = isAnswer ? `${demo}-answer` : demo;
    const bytes = readRecording(new URL(`./demo/${name}.sse`, import.meta.url));
    return replayFetch({ name, bytes }, speed)(input, init);
  };
}

/** Whether a request sends the results of calls, and no prompt of the user's. */
export function endsInResults({ messages }: Pick<Request, 'messages'>): boolean {
  const content = messages.at(-1)?.content ?? '';
  return typeof content !== 'string' && content.every((block) => block['type'] === 'tool_result');
}
