import { createMessagesApi, createRecordedApi } from '../api/messages-api.ts';
import type { Fetch } from '../api/transport/body.ts';
import type { Settings } from '../core/config/settings.ts';
import { usageProblem } from '../core/problem/problem.ts';
import type { Provider } from '../core/reply/ports.ts';
import { maskStreamLine } from '../core/secrets/mask-reply.ts';
import { addRequest } from '../core/secrets/secret-sources.ts';
import type { Secrets } from '../core/secrets/secrets.ts';
import { maskProvider } from './mask-provider.ts';
import type { Runtime } from './runtime.ts';

/** Whether replies come from a recording. */
export const isReplay = ({ demo, replay }: Pick<Settings, 'demo' | 'replay'>): boolean =>
  demo === true || replay !== undefined;

/**
 * The one place that decides where replies come from. Opens the recording to play or to write, which may block. Throws a
 * usage problem.
 */
export async function chooseProvider(settings: Settings, deps: ProviderDeps): Promise<Provider> {
  const { baseUrl, timeout, maxRetries, stallTimeout, stream, outputFormat, record } = settings;
  const source = await chooseFetch(settings, deps.secrets);
  const options = {
    baseUrl,
    timeoutMs: timeout * 1000,
    log: deps.log,
    fetch: record === undefined ? source : await recorded(source, record, deps),
    needsCredentials: true,
    maxRetries,
    stallMs: stallTimeout * 1000,
    stream,
    wire: outputFormat === 'stream-json',
  };
  const provider = isReplay(settings) ? createRecordedApi(options) : createMessagesApi(options);
  return maskProvider(provider, deps.secrets.mask);
}

type ProviderDeps = Pick<Runtime, 'log' | 'notify' | 'secrets'>;

async function chooseFetch(settings: Settings, secrets: Secrets): Promise<Fetch> {
  if (!isReplay(settings)) return lazyNetworkFetch(secrets);
  const { replay, speed, record } = settings;
  if (replay === undefined) return (await import('./recordings/demo-fetch.ts')).createDemoFetch(speed);
  return (await import('./recordings/recording-fetch.ts')).createRecordingFetch(replay, speed, record);
}

/**
 * Loaded by the first request, so that the prompt of the REPL does not wait for it. The credentials of every request are
 * secrets, wherever the SDK has found them.
 */
function lazyNetworkFetch(secrets: Secrets): Fetch {
  let loading: Promise<Fetch> | undefined;
  return async (input, init) => {
    const fetch = await (loading ??= networkFetch());
    const { headerFields } = await import('../api/transport/body.ts');
    addRequest(secrets, headerFields(init?.headers), init?.body);
    return fetch(input, init);
  };
}

/** A `fetch` that goes through a proxy if the environment names one. */
export async function networkFetch(): Promise<Fetch> {
  const proxies = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];
  if (proxies.some((name) => (process.env[name] ?? '') !== '')) return proxyFetch();
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

async function recorded(fetch: Fetch, path: string, { notify, secrets }: ProviderDeps): Promise<Fetch> {
  const { withRecording } = await import('../api/transport/record.ts');
  const { createRecordingFile } = await import('../storage/recording-file.ts');
  const onFailure = (reason: string) =>
    void notify.problem({ type: 'file', what: `the recording is incomplete: ${reason}`, exit: 'failed' });
  const mask = (line: string) => maskStreamLine(line, secrets.mask);
  return withRecording(fetch, createRecordingFile(path, onFailure), mask);
}
