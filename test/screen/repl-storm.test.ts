import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFailed, test } from 'vitest';
import { answeredTurns } from '../../src/core/conversation/answered.ts';
import { readJournal } from '../../src/core/conversation/read-journal.ts';
import { typedText, type Entry } from '../../src/core/conversation/conversation.ts';
import { rejectedBy } from '../helpers/api-rules.ts';
import { atPrompt, KEYS, pasted, serveChat, userFolders, type Repl } from '../helpers/repl.ts';
import { openShell } from '../helpers/screen.ts';
import type { Answer } from '../helpers/server.ts';
import { closeReply, openReply, sse, textDelta } from '../helpers/sse.ts';
import { numbers, SEED } from '../helpers/random.ts';

const TURNS = 50;

const textOf = (entry: Entry) => (entry.type === 'reply' ? '' : typedText(entry.content));

test.skipIf(process.platform === 'win32')(
  `${TURNS} turns with random Ctrl-C, pastes, resizes and typing ahead lose nothing and repeat nothing`,
  async () => {
    onTestFailed(() => console.log(`SEED=${SEED}`));
    const random = numbers(SEED);
    const pick = <T>(...values: T[]): T => values[Math.floor(random() * values.length)]!;

    const answer = (index: number): Answer => ({
      body: (async function* () {
        yield sse(...openReply({ deltas: [`Reply ${index} `] }));
        for (let piece = 0; piece < 8; piece++) {
          await delay(5);
          yield sse(textDelta(`has **word ${piece}**${piece % 3 === 0 ? '\n\n' : ' '}`));
        }
        yield sse(textDelta('and ends.'), ...closeReply({ text: '' }));
      })(),
    });
    const { env, data } = userFolders();
    const chat = await serveChat((_, index) => answer(index));
    const screen = openShell('stty -g > before; claude-stream; stty -g > after; cmp before after && echo unchanged', {
      server: chat,
      env,
      cols: 70,
    });
    const repl = await atPrompt(screen);

    const prompts: string[] = [];
    const nextPrompt = (more = ''): string => {
      prompts.push(`p${prompts.length}q${more}`);
      return prompts.at(-1)!;
    };
    const replyBegins = async () => {
      const { length } = chat.asked();
      await repl.waitFor(new RegExp(`Reply ${length - 1} `));
    };
    const asked = async (count: number) => {
      while (chat.asked().length < count) await delay(2);
    };

    const turns: Record<string, (repl: Repl) => Promise<unknown>> = {
      plain: () => repl.say(`${nextPrompt()}\r`),
      pasted: () => repl.say(`${pasted(nextPrompt(pick('\nline two', '\r\nline two\r\n', ` ${'x'.repeat(1500)}`)))}\r`),
      async givenUp() {
        await repl.say(`half a line${KEYS.ctrlC}`);
        await repl.say(`${nextPrompt()}\r`);
      },
      async stopped() {
        repl.type(`${nextPrompt()}\r`);
        await asked(chat.asked().length + 1);
        if (random() < 0.5) await replyBegins();
        else await delay(random() * 40);
        repl.type(KEYS.ctrlC);
        // Before its first text, the prompt is back at the prompt.
        await repl.waitForLine(new RegExp(`> ${prompts.at(-1)!}\n[^]*\n>(?: ${prompts.at(-1)!})?$`));
        // If the reply had ended by then, Ctrl-C went to the prompt, and the next one must not exit.
        await repl.say(`x${KEYS.ctrlC}`);
      },
      async typedAhead() {
        repl.type(`${nextPrompt()}\r`);
        await asked(chat.asked().length + 1);
        const count = chat.asked().length;
        repl.type(`${nextPrompt()}\r`);
        await asked(count + 1);
        await repl.waitForLine(new RegExp(`Reply ${count} [^]*\\n>$`));
      },
      async typedAheadAndStopped() {
        repl.type(`${nextPrompt()}\r`);
        await asked(chat.asked().length + 1);
        const ahead = nextPrompt();
        repl.type(`${ahead}\r${KEYS.ctrlC}`);
        await repl.waitForLine(new RegExp(`> ${ahead}$`));
        await repl.say('\r');
      },
      async resized() {
        repl.type(`${nextPrompt()}\r`);
        await asked(chat.asked().length + 1);
        await replyBegins();
        repl.resize(pick(40, 70, 100), pick(20, 24, 30));
        await repl.waitForLine(/and ends\.[^]*\n>$/);
        await delay(100);
      },
    };
    const names = Object.keys(turns);
    for (const name of names) await turns[name]!(repl);
    while (prompts.length < TURNS) await turns[pick(...names)]!(repl);
    await repl.say(`${nextPrompt()}\r`);

    expect(repl.rows().at(-1)).toBe('>');
    // Where a pasted prompt ends with a line break, it has a blank row of its own.
    expect(repl.text().replaceAll('line two\n\n\n', '')).not.toContain('\n\n\n');
    expect(repl.text()).not.toMatch(/Warning|claude-stream: |again to exit/);
    repl.type(KEYS.ctrlD);
    expect(await repl.exit).toBe(0);
    expect(repl.rows().at(-1)).toBe('unchanged');
    expect(screen.bytes().lastIndexOf('\u001b[?2004l')).toBeGreaterThan(screen.bytes().lastIndexOf('\u001b[?2004h'));
    expect(screen.cursorVisible()).toBe(true);

    const requests = chat.asked().map(({ json }) => json as { messages: unknown[] });
    expect(requests.map((request) => rejectedBy(request))).toEqual(requests.map(() => undefined));
    const words = prompts.map((prompt) => /^p\d+q/.exec(prompt)![0]);
    const folder = join(data, 'claude-stream/sessions');
    const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
    expect(files).toHaveLength(1);
    const restored = readJournal(readFileSync(join(folder, files[0]!), 'utf8'));
    expect(restored).toMatchObject({ torn: false, open: false, damagedLines: 0 });
    if ('unreadable' in restored) return;
    const said = restored.conversation.flatMap((entry) => (entry.type === 'prompt' ? [typedText(entry.content)] : []));
    expect(said.map((prompt) => prompt.trimEnd())).toEqual(
      prompts.map((prompt) => prompt.replaceAll('\r\n', '\n').trimEnd()),
    );
    // Each request repeats the prompts that got a reply, and adds one.
    const answered = new Set(answeredTurns(restored.conversation).map(([prompt]) => said.indexOf(textOf(prompt!))));
    requests.forEach((_, index) => {
      expect(
        chat
          .said(index)
          .filter((message) => message.startsWith('user: '))
          .join('\n')
          .match(/p\d+q/g),
      ).toEqual(words.slice(0, index + 1).filter((_word, at) => at === index || answered.has(at)));
    });
  },
);
