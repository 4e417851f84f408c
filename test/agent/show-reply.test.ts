import { expect, test } from 'vitest';
import { showReply } from '../../src/agent/show-reply.ts';
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
