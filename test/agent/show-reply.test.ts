import { describe, expect, test } from 'vitest';
import { showReply } from '../../src/agent/show-reply.ts';
import { Interrupted } from '../../src/core/problem/interruption.ts';
import type { ReplyEvent } from '../../src/core/reply/ports.ts';
import { scriptedReply } from '../helpers/fake-provider.ts';

const reply = scriptedReply({ text: 'Hi' });

async function* events(...list: readonly ReplyEvent[]) {
  yield* list;
}

test('shows every event in order, and waits for the view', async () => {
  const shown: string[] = [];
  const show = async ({ type }: ReplyEvent) => {
    shown.push(`${type} starts`);
    await new Promise((resolve) => setTimeout(resolve, 1));
    shown.push(`${type} ends`);
  };
  expect(await showReply(events({ type: 'text', text: 'Hi' }, { type: 'end', reply }), { show })).toBe(reply);
  expect(shown).toEqual(['text starts', 'text ends', 'end starts', 'end ends']);
});

test('a reply without an end event is a bug', async () => {
  const shown = showReply(events({ type: 'text', text: 'Hi' }), { show: () => {} });
  await expect(shown).rejects.toThrow('a reply has no end event');
});

describe('an error', () => {
  async function* failing(): AsyncGenerator<ReplyEvent> {
    yield { type: 'text', text: 'Hi' };
    throw new Error('planted');
  }
  const ended = (shown: readonly ReplyEvent[]) =>
    shown.map((event) => (event.type === 'end' ? event.reply.outcome : event));

  test('of the events ends the view too, and is thrown', async () => {
    const shown: ReplyEvent[] = [];
    await expect(showReply(failing(), { show: (event) => void shown.push(event) })).rejects.toThrow('planted');
    expect(ended(shown)).toMatchObject([{ type: 'text' }, { status: 'failed', problem: { type: 'bug' } }]);
  });

  test('of the view ends it, and is the one that is thrown', async () => {
    const shown: ReplyEvent[] = [];
    const show = (event: ReplyEvent) => {
      shown.push(event);
      throw new Error(`planted at ${event.type}`);
    };
    await expect(showReply(events({ type: 'text', text: 'Hi' }), { show })).rejects.toThrow('planted at text');
    expect(ended(shown)).toMatchObject([{ type: 'text' }, { status: 'failed' }]);
  });

  test('that says who interrupted ends it as interrupted', async () => {
    const shown: ReplyEvent[] = [];
    const stopped = (async function* (): AsyncGenerator<ReplyEvent> {
      yield { type: 'text', text: '' };
      throw new Interrupted('SIGTERM');
    })();
    await expect(showReply(stopped, { show: (event) => void shown.push(event) })).rejects.toThrow('SIGTERM');
    expect(ended(shown).at(-1)).toEqual({ status: 'interrupted', by: 'SIGTERM' });
  });
});
