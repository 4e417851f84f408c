import { expect, test } from 'vitest';
import { passBody, streamOf, type Bytes } from '../../../src/api/transport/body.ts';
import { EVENT_STREAM } from '../../helpers/byte-streams.ts';

test('a body is read only as fast as its reader reads', async () => {
  let given = 0;
  async function* counting(): Bytes {
    for (; given < 100; given++) yield Buffer.alloc(1000);
  }
  const response = passBody(new Response(streamOf(counting()), EVENT_STREAM), (body) => body);
  const iterator = (response.body as unknown as Bytes)[Symbol.asyncIterator]();
  for (let i = 0; i < 3; i++) await iterator.next();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(given).toBeLessThanOrEqual(5);
});
