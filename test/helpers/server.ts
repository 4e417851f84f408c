import type { ServerOptions } from 'node:https';
import { onTestFinished } from 'vitest';
import { startServer, type Answers, type ScriptedServer } from './scripted-server.ts';

export type { Answer, Answers, RecordedRequest, ScriptedServer } from './scripted-server.ts';

/** A scripted server that ends with the test. */
export async function serve(answers: Answers, tls?: ServerOptions): Promise<ScriptedServer> {
  const server = await startServer(answers, tls);
  onTestFinished(() => server.close());
  return server;
}
