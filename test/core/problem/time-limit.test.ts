import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { limitTime } from '../../../src/core/problem/time-limit.ts';

/** Stops this process as SIGSTOP would: nothing is read, and timers come due. */
function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

test('a time limit is called once when it is reached', async () => {
  const act = vi.fn<() => void>();
  limitTime(5, act);
  await vi.waitFor(() => expect(act).toHaveBeenCalled());
  await turn();
  expect(act).toHaveBeenCalledTimes(1);
});

test('a time limit that is ended is never called', async () => {
  const act = vi.fn<() => void>();
  const end = limitTime(5, act);
  end();
  standStill(20);
  for (let turns = 0; turns < 4; turns++) await turn();
  expect(act).not.toHaveBeenCalled();
});

test('what waits in the socket is read before a time limit counts', async () => {
  const server = createServer();
  onTestFinished(() => void server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [accepted] = (await once(server, 'connection')) as [typeof client];
  onTestFinished(() => void client.destroy());

  const events: string[] = [];
  const end = limitTime(30, () => events.push('limit'));
  client.on('data', () => {
    events.push('data');
    end();
  });
  await turn();
  accepted.write('x');
  standStill(100);
  await once(client, 'data');
  await turn();
  await turn();
  expect(events).toEqual(['data']);
});

test('time in which the program stood still does not count', async () => {
  const events: string[] = [];
  limitTime(300, () => events.push('limit'));
  standStill(1000);
  for (let turns = 0; turns < 4; turns++) await turn();
  events.push('back');
  await vi.waitFor(() => expect(events).toEqual(['back', 'limit']));
});
