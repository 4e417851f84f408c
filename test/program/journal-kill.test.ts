import { textOf } from '../../src/core/reply/reply.ts';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { readJournal, type Restored } from '../../src/core/conversation/read-journal.ts';
import { createSession } from '../../src/agent/session.ts';
import { reply } from '../helpers/answers.ts';
import { rejectedBy } from '../helpers/api-rules.ts';
import { openClock } from '../helpers/clock.ts';
import { run, start } from '../helpers/program.ts';
import { tempFolder } from '../helpers/sandbox.ts';
import { serve, type Answer, type ScriptedServer } from '../helpers/server.ts';
import { openReply, sse, textDelta } from '../helpers/sse.ts';
import { numbers, SEED } from '../helpers/random.ts';

const KILLS = 200;
/** Runs in parallel. */
const RUNS = 8;
/** A killed program may lose text that arrived within this time, by its own clock. */
const LOST_MS = 500;
const STEP_MS = 50;
/** One kill in this many is continued by the program itself; the others in this process, which is cheaper. */
const EVERY = 5;

/** A reply that streams until the client leaves: ten words, most in several pieces, in under a tenth of a second. */
const slow = (): Answer => ({
  body: (async function* () {
    yield sse(...openReply({ text: 'Begin ' }));
    for (let i = 0; ; i++) {
      await delay(3);
      yield sse(textDelta(i % 3 === 0 ? `— ünï🙂${i}\n` : `word${i} `));
    }
  })(),
});

interface Killed {
  readonly data: string;
  /** The text that had been on stdout long enough before. */
  readonly due: string;
  readonly received: string;
}

/** Kills the program some real time after its start, or some time of its own clock after the first text. */
async function kill(server: ScriptedServer, fromStart: boolean, afterMs: number): Promise<Killed> {
  const data = tempFolder();
  const clock = await openClock();
  const program = start(['the prompt'], { server, env: { XDG_DATA_HOME: data }, clock });
  let now = 0;
  const chunks: { bytes: Buffer; at: number }[] = [];
  const first = new Promise((resolve) => program.stdout.once('data', resolve));
  program.stdout.on('data', (bytes: Buffer) => chunks.push({ bytes, at: now }));
  if (fromStart) {
    await delay(afterMs);
  } else {
    await first;
    for (; now < afterMs; now += STEP_MS) {
      await clock.advance(STEP_MS);
      await delay(8);
    }
    await delay(afterMs % STEP_MS);
  }
  program.kill('SIGKILL');
  await program.done;
  const text = (until: number) =>
    Buffer.concat(chunks.filter(({ at }) => at <= until).map(({ bytes }) => bytes)).toString();
  return { data, due: text(now - LOST_MS), received: text(Infinity) };
}

/** The journal, if there was time to make one. */
function journalIn(data: string): string | undefined {
  const folder = join(data, 'claude-stream', 'sessions');
  const name = existsSync(folder) && readdirSync(folder).find((file) => file.endsWith('.jsonl'));
  return name ? readFileSync(join(folder, name), 'utf8') : undefined;
}

test.skipIf(process.platform === 'win32')(
  `killed at any of ${KILLS} moments, all text on stdout for ${LOST_MS} ms of its clock is saved and can be continued (seed ${SEED})`,
  async () => {
    const server = await serve(slow);
    const answering = await serve(reply());
    const random = numbers(SEED);
    const moments = Array.from({ length: KILLS }, (_, i) => ({ i, fromStart: random() < 0.2, place: random() }));
    let withText = 0;

    const worker = async () => {
      for (let moment = moments.shift(); moment !== undefined; moment = moments.shift()) {
        const { i } = moment;
        await oneKill(moment).catch((cause: unknown) => {
          throw new Error(`kill ${i} of seed ${SEED}`, { cause });
        });
      }
    };
    const oneKill = async ({ i, fromStart, place }: (typeof moments)[number]) => {
      const { data, due, received } = await kill(server, fromStart, place * (fromStart ? 600 : 1200));
      if (due !== '') withText++;
      const kept = expectKept(journalIn(data), { due, received });
      if (i % EVERY === 0 && kept !== undefined) await expectGoneOnWith(data, kept, answering, `prompt ${i}`);
    };
    await Promise.all(Array.from({ length: RUNS }, worker));
    expect(withText).toBeGreaterThan(KILLS / 5);
  },
  240_000,
);

/** The text of the saved partial reply; `undefined`: nothing was saved, nor had to be. */
function expectKept(journal: string | undefined, { due, received }: Omit<Killed, 'data'>) {
  // Killed before, or while, the first line was written.
  if (journal?.includes('\n') !== true) {
    expect(received).toBe('');
    return undefined;
  }
  const restored = readJournal(journal) as Restored;
  expect(restored).toMatchObject({ damagedLines: 0, header: { type: 'session' } });
  const last = restored.conversation.at(-1);
  const text = last?.type === 'reply' ? textOf(last.reply.content) : '';
  expect(text.slice(0, due.length)).toBe(due);
  // The saved text is what arrived: no word twice, none out of place.
  expect(text.startsWith(received) || received.startsWith(text)).toBe(true);
  if (received !== '') expect(restored.conversation[0]).toMatchObject({ type: 'prompt', content: 'the prompt' });

  const { model, conversation, header } = restored;
  const session = createSession({ id: header.id, model, conversation }, { begin: () => undefined, now: () => '' });
  void session.addUserMessage('prompt', 'and now?');
  const request = session.request({ maxTokens: 10, effort: undefined });
  expect(rejectedBy(request)).toBeUndefined();
  expect(JSON.stringify(request)).toContain(JSON.stringify(text).slice(1, -1));
  return text;
}

async function expectGoneOnWith(data: string, kept: string, server: ScriptedServer, prompt: string): Promise<void> {
  const env = { XDG_DATA_HOME: data };
  if (kept === '') {
    // It has no reply, so only its name leads to it.
    expect((await run(['-c', prompt], { server, env })).code).toBe(2);
    return;
  }
  expect(await run(['-c', prompt], { server, env })).toMatchObject({ code: 0, stdout: 'Hello' });
  const request = server.requests.find(({ text }) => text.includes(`"${prompt}"`))!.json;
  expect(rejectedBy(request)).toBeUndefined();
  expect(JSON.stringify(request)).toContain(JSON.stringify(kept).slice(1, -1));
  const journal = journalIn(data)!;
  expect(journal.endsWith('\n')).toBe(true);
  expect(readJournal(journal)).toMatchObject({ torn: false, damagedLines: 0, open: false });
}
