import fc from 'fast-check';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { holdKeys } from '../../../src/terminal/input/hold-keys.ts';
import { createKeys, type Input, type Keys } from '../../../src/terminal/input/keys.ts';
import { createPasteFilter } from '../../../src/terminal/input/paste-filter.ts';
import { fakeHost } from '../fake-terminal.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

function open() {
  const { terminal, input, log: writes } = fakeHost({ columns: 80, rows: 24 });
  const keys = createKeys(terminal);
  const type = async (...chunks: readonly (string | Buffer)[]) => {
    for (const chunk of chunks) {
      input.write(chunk);
      await setImmediate();
    }
  };
  return { input, keys, writes, type };
}

/** What comes, as names: those of keys, and pastes in quotes. */
function listen(keys: Keys): { readonly names: string[]; readonly stop: () => void } {
  const names: string[] = [];
  const stop = keys.take((input) => names.push(nameOf(input)));
  return { names, stop };
}

const nameOf = (input: Input) => (input.type === 'key' ? input.key.chord : JSON.stringify(input.text));

async function namesOf(...chunks: readonly (string | Buffer)[]): Promise<string[]> {
  const { keys, type } = open();
  const { names } = listen(keys);
  await type(...chunks);
  return names;
}

describe('keys', () => {
  it.each([
    ['aB é日👍 ', ['a', 'B', ' ', 'é', '日', '👍', ' ']],
    ['\r\n\u001b\r\u001b[13;2u\u001b[27;2;13~', ['enter', 'ctrl-j', 'alt-enter', 'shift-enter', 'shift-enter']],
    ['\u0001\u001a\u001c\u001f\u0008\u007f', ['ctrl-a', 'ctrl-z', 'ctrl-\\', 'ctrl-_', 'backspace', 'backspace']],
    ['\u001bb\u001bU\u001b<\u001b\u007f', ['alt-b', 'alt-u', 'alt-<', 'alt-backspace']],
    ['\u001b[A\u001bOB\u001b[1;5D\u001b[1;3C', ['up', 'down', 'ctrl-left', 'alt-right']],
    ['\u001b[H\u001bOF\u001b[3~\u001b[5~\t\u001b[Z', ['home', 'end', 'delete', 'pageup', 'tab', 'shift-tab']],
    ['\u001b[I\u001b[97;5ux', ['x']],
  ])('have names: %j', async (typed, names) => {
    expect(await namesOf(typed)).toEqual(names);
    expect(await namesOf(...Array.from(typed))).toEqual(names);
  });

  it('are held with Alt also where that is an Escape before an arrow', async () => {
    expect(await namesOf('\u001b\u001b[D')).toEqual(['alt-left']);
  });

  it('are whole characters, also when their bytes come one by one', async () => {
    expect(await namesOf(...Array.from(Buffer.from('日👍'), (byte) => Buffer.of(byte)))).toEqual(['日', '👍']);
  });

  it('are an Escape when nothing follows it', async () => {
    const { keys, type } = open();
    const { names } = listen(keys);
    await type('\u001b');
    expect(names).toEqual([]);
    vi.advanceTimersByTime(60);
    expect(names).toEqual(['escape']);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a key', () => {
  it('is joined to what came in one piece with it', async () => {
    const { keys, type } = open();
    const joined: unknown[] = [];
    keys.take((input) => joined.push(input.type === 'key' ? input.isJoined : 'paste'));
    await type('ls\r', '\r', '\u001b[200~x\u001b[201~\r', 'y');
    expect(joined).toEqual([false, true, true, false, 'paste', true, false]);
  });
});

describe('a paste', () => {
  it('is one, and nothing in it is a key', async () => {
    expect(await namesOf('a\u001b[200~one\r\u0003two\u001b[201~b')).toEqual(['a', '"one\\r\\u0003two"', 'b']);
  });

  it('is the same however it arrives, and what is typed around it too', () => {
    const piece = fc.constantFrom(
      'a',
      '\r',
      '\u001b[A',
      '\u001b[200~p\u001b[2\u001b[201~',
      '\u001b[200~\u001b[201~',
      '\u001bx',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.array(fc.nat(80), { maxLength: 12 }), (pieces, cuts) => {
        const collect = (chunks: readonly string[]) => {
          const all: string[] = [];
          const filter = createPasteFilter({
            onText: (text) => all.push(...text.split('')),
            onPaste: (text) => all.push(`paste ${text}`),
          });
          for (const chunk of chunks) filter.push(chunk);
          vi.advanceTimersByTime(60);
          return all;
        };
        const text = pieces.join('');
        const at = [0, ...cuts.filter((cut) => cut < text.length).toSorted((a, b) => a - b), text.length];
        const chunks = at.slice(1).map((end, index) => text.slice(at[index], end));
        expect(collect(chunks)).toEqual(collect([text]));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['in blocks', 65_536],
    ['byte by byte', 1],
  ])('of a megabyte that comes %s is looked at once', (_, size) => {
    const body = 'abcdefg\u001b'.repeat(131_072);
    const text = `\u001b[200~${body}\u001b[201~`;
    const pastes: string[] = [];
    const filter = createPasteFilter({ onText: () => {}, onPaste: (paste) => pastes.push(paste) });
    const searched = vi.spyOn(String.prototype, 'indexOf');
    for (let at = 0; at < text.length; at += size) filter.push(text.slice(at, at + size));
    const work = searched.mock.contexts.reduce<number>((sum, searchedText) => sum + String(searchedText).length, 0);
    searched.mockRestore();
    expect(pastes).toEqual([body]);
    // Each character, and again what may begin a marker and what the start marker came with.
    expect(work).toBeLessThan(text.length * (1 + 6 / size) + size + 100);
  });

  it('whose end never comes is ended by Ctrl-C', async () => {
    expect(await namesOf('\u001b[200~lost', ' and', '\u0003', 'x')).toEqual(['"lost and"', 'ctrl-c', 'x']);
  });
});

describe('whoever takes the keys', () => {
  it('gets first what came before, in order', async () => {
    const { keys, type } = open();
    await type('ab');
    const { names } = listen(keys);
    await type('c');
    expect(names).toEqual(['a', 'b', 'c']);
    expect(keys.hasWaiting()).toBe(false);
  });

  it('gets nothing more once it has stopped, and the next gets the rest', async () => {
    const { keys, type } = open();
    const first: string[] = [];
    const stop = keys.take((input) => {
      first.push(nameOf(input));
      if (nameOf(input) === 'enter') stop();
    });
    await type('ab\rcd');
    const { names } = listen(keys);
    await setImmediate();
    expect([first, names]).toEqual([
      ['a', 'b', 'enter'],
      ['c', 'd'],
    ]);
  });

  it('is alone', () => {
    const { keys } = open();
    listen(keys);
    expect(() => listen(keys)).toThrow('the keyboard is already in use');
  });
});

describe('what is given back', () => {
  it('comes before what has come since', async () => {
    const { keys, type } = open();
    expect(keys.hasWaiting()).toBe(false);
    await type('c');
    expect(keys.hasWaiting()).toBe(true);
    keys.giveBack(['a', 'b'].map((text) => ({ type: 'key', key: { chord: text, text } })));
    const { names } = listen(keys);
    await setImmediate();
    expect(names).toEqual(['a', 'b', 'c']);
    expect(keys.hasWaiting()).toBe(false);
  });
});

describe('the terminal', () => {
  it('is taken at once, given back for a while, and for good', () => {
    const { input, keys, writes } = open();
    expect([input.isRaw, input.isPaused()]).toEqual([true, false]);
    keys.pause();
    expect([input.isRaw, input.isPaused()]).toEqual([false, true]);
    keys.resume();
    expect([input.isRaw, input.isPaused()]).toEqual([true, false]);
    keys.close();
    keys.close();
    expect([input.isRaw, input.isPaused(), input.listenerCount('data')]).toEqual([false, true, 0]);
    expect(writes).toEqual(['\u001b[?2004h', '\u001b[?2004l', '\u001b[?2004h', '\u001b[?2004l']);
  });
});

describe('keys that are held while a reply streams', () => {
  async function typedAhead(enters: 'keep' | 'as-newlines') {
    const { keys, type } = open();
    const signals: string[] = [];
    const held = holdKeys(keys, (signal) => signals.push(signal));
    await type('ab\u0003\r\u001b[200~p\r\u001b[201~\u001a\u001c');
    held.release({ enters });
    const { names } = listen(keys);
    await type('z');
    return { names, signals };
  }

  it('come to the next prompt in order, but for those that send signals', async () => {
    const { names, signals } = await typedAhead('keep');
    expect(names).toEqual(['a', 'b', 'enter', '"p\\r"', 'z']);
    expect(signals).toEqual(['SIGINT', 'SIGTSTP', 'SIGQUIT']);
  });

  it('send nothing by themselves where that is not wanted', async () => {
    expect((await typedAhead('as-newlines')).names).toEqual(['a', 'b', 'ctrl-j', '"p\\r"', 'z']);
  });
});
