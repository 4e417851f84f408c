import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tapEvents } from '../../../src/api/transport/tap.ts';
import { cutReply, REPLY, from, collect } from '../../helpers/byte-streams.ts';

test('the tap reports every event exactly as it arrived, even pings and unknown ones, however the bytes are cut', async () => {
  const events = [...REPLY.matchAll(/data: (.*?)\r?\n/g)].map(([, data]) => data);
  await fc.assert(
    fc.asyncProperty(cutReply, async (chunks) => {
      const seen: string[] = [];
      expect(await collect(tapEvents((json) => seen.push(json))(from(chunks)))).toBe(REPLY);
      expect(seen).toEqual(events);
    }),
  );
});
