/**
 * Loaded into the program before its own code, see clock.ts. The program's clock stands still until the test moves it;
 * short timers may run in real time, and move the clock with them.
 */
'use strict';

const { connect } = require('node:net');
const sleeps = require('node:timers/promises');

const { port, start, shortMs } = JSON.parse(process.env.TEST_CLOCK);
// The processes that the program starts keep the real clock.
delete process.env.TEST_CLOCK;
delete process.env.NODE_OPTIONS;

const real = { setTimeout, setInterval, clearTimeout, clearInterval, setImmediate, sleep: sleeps.setTimeout };
const NEVER_MS = 2 ** 31 - 1;
const zero = Math.round(performance.now());
let elapsed = 0;
performance.now = () => zero + elapsed;
Date.now = () => start + elapsed;

/** The pending timers. Each key is a real timer that never fires: it keeps the process alive as the original would. */
const timers = new Map();
let lastId = 0;

const socket = connect(port, '127.0.0.1').unref();
socket.on('error', () => {});
const tell = (message) => socket.write(`${JSON.stringify(message)}\n`);

function add(key, ms, fire) {
  const timer = { id: ++lastId, due: elapsed + ms, fire };
  timers.set(key, timer);
  tell({ set: timer.id, ms });
}

function remove(key) {
  if (timers.has(key)) tell({ gone: timers.get(key).id });
  timers.delete(key);
}

function pass(ms) {
  elapsed = Math.max(elapsed, ms);
}

function set(fire, ms, isRepeated) {
  if (ms <= shortMs) {
    let due = elapsed;
    const start = isRepeated ? real.setInterval : real.setTimeout;
    return start(() => {
      pass((due += ms));
      fire();
    }, ms);
  }
  const key = real.setTimeout(() => {}, NEVER_MS);
  const arm = () =>
    add(key, ms, () => {
      if (isRepeated) arm();
      else clear(key);
      fire();
    });
  arm();
  return key;
}

function clear(key) {
  remove(key);
  real.clearTimeout(key);
}

const lengthOf = (ms) => (ms >= 1 ? Number(ms) : 1);

globalThis.setTimeout = (call, ms, ...args) => set(() => call(...args), lengthOf(ms), false);
globalThis.setInterval = (call, ms, ...args) => set(() => call(...args), lengthOf(ms), true);
globalThis.clearTimeout = globalThis.clearInterval = clear;

sleeps.setTimeout = async (ms, value, { signal, ...options } = {}) => {
  const due = new AbortController();
  const timer = set(() => due.abort(), lengthOf(ms), false);
  if (options.ref === false) timer.unref();
  try {
    const signals = signal === undefined ? [due.signal] : [signal, due.signal];
    await real.sleep(NEVER_MS, undefined, { ref: false, signal: AbortSignal.any(signals) });
  } catch (error) {
    if (!due.signal.aborted) throw error;
  } finally {
    clear(timer);
  }
  return value;
};

async function advance(ms) {
  const end = elapsed + ms;
  for (;;) {
    const [next] = [...timers.values()].filter(({ due }) => due <= end).toSorted((a, b) => a.due - b.due);
    if (next === undefined) break;
    pass(next.due);
    next.fire();
    // Work that it started runs before the next timer fires.
    await new Promise((resolve) => real.setImmediate(resolve));
  }
  pass(end);
  tell({ at: elapsed });
}

let moves = Promise.resolve();
let rest = '';
socket.on('data', (data) => {
  const lines = `${rest}${data.toString()}`.split('\n');
  rest = lines.pop();
  for (const line of lines) moves = moves.then(() => advance(JSON.parse(line)));
});
