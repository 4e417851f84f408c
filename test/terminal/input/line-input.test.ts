import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { holdKeys } from '../../../src/terminal/input/hold-keys.ts';
import { createLineInput, type LineInput, type LineInputOptions } from '../../../src/terminal/input/line-input.ts';
import type { Window } from '../../screen/stage.ts';
import { openTerminal, type FakeTerminal } from '../fake-terminal.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const plain = (text: string) => text;
const STYLES = { prompt: plain, text: plain, paste: plain, hint: plain };

interface Prompt extends FakeTerminal {
  readonly lines: LineInput;
}

function open(
  options: Partial<Omit<LineInputOptions, 'terminal' | 'keys'>> & {
    readonly window?: Window;
    readonly before?: string[];
    readonly reflowsCursorRow?: boolean;
  } = {},
): Prompt {
  const { window, before, reflowsCursorRow = true, ...rest } = options;
  const terminal = openTerminal(window, before, { reflowsCursorRow });
  return { ...terminal, lines: createLineInput({ ...terminal.options, styles: STYLES, ...rest }) };
}

const LEFT = '\u001b[D';
const UP = '\u001b[A';
const pasted = (text: string) => `\u001b[200~${text}\u001b[201~`;

describe('a prompt', () => {
  it('stands below what was there before, with the cursor in it', async () => {
    const { lines, rows, emulator } = open();
    void lines.read();
    expect(rows()).toEqual(['> |']);
    expect(emulator.text().slice(0, 2)).toEqual(['$ ls', 'README.md  src  test']);
  });

  it('shows what is typed and resolves to it, and the next stands below', async () => {
    const { lines, rows, type } = open();
    const answer = lines.read();
    await type('hi there', LEFT);
    expect(rows()).toEqual(['> hi ther|e']);
    await type('\r');
    expect(await answer).toEqual({ type: 'line', text: 'hi there', isPasted: false });
    expect(rows()).toEqual(['> hi there', '|']);
    void lines.read('again');
    expect(rows()).toEqual(['> hi there', '> again|']);
  });

  it('shows wide and combined characters where they belong', async () => {
    const { lines, rows, type } = open({ window: { columns: 11, rows: 10 }, before: [] });
    void lines.read();
    await type('日本語日本e\u0301', LEFT);
    expect(rows()).toEqual(['> 日本語日', '  本|e\u0301']);
  });

  it('shows a text of several lines, and moves in it', async () => {
    const { lines, rows, type } = open();
    const answer = lines.read();
    await type('one\ntwo\u001b\rthree', UP, '!');
    expect(rows()).toEqual(['> one', '  two!|', '  three']);
    await type('\r');
    expect(await answer).toEqual({ type: 'line', text: 'one\ntwo!\nthree', isPasted: false });
    expect(rows()).toEqual(['> one', '  two!', '  three', '|']);
  });

  it('draws keys that come together once, and nothing when nothing has changed', async () => {
    const { lines, type, writes } = open();
    void lines.read();
    const before = writes.length;
    await type('many keys at once');
    expect(writes.length).toBe(before + 1);
    await type('\u001b[C');
    expect(writes.length).toBe(before + 1);
  });

  it('writes little for a key, and never hides the cursor', async () => {
    const { lines, type, writes } = open();
    void lines.read('a\nb\nc\nd');
    await type('x', LEFT);
    expect(writes.at(-1)!.length).toBeLessThan(30);
    expect(writes.join('')).not.toContain('\u001b[?25l');
  });

  it('needs no timer while nobody does anything', async () => {
    const { lines, type } = open();
    void lines.read();
    await type('abc');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('leaves finished rows as they are', async () => {
    const { lines, rows, type, writes } = open();
    const answer = lines.read('first');
    await type('\r');
    await answer;
    const at = writes.length;
    void lines.read();
    await type('second\nthird', UP, '\r');
    expect(writes.slice(at).join('')).not.toContain('first');
    expect(rows().slice(0, 1)).toEqual(['> first']);
  });

  it('shows of a text that is too tall what is around the cursor, and leaves all of it', async () => {
    const { lines, rows, type } = open({ window: { columns: 40, rows: 10 } });
    void lines.read('1\n2\n3\n4\n5\n6\n7');
    expect(rows()).toEqual(['… 3 lines above', '  4', '  5', '  6', '  7|']);
    await type('\r');
    expect(rows()).toEqual(['> 1', '  2', '  3', '  4', '  5', '  6', '  7', '|']);
  });

  it('shows nothing of what was recalled that could steer the terminal', async () => {
    const { lines, rows, type, emulator } = open({ history: ['\u001b]0;title\u0007\u001b[2Jhi'] });
    void lines.read();
    await type(UP);
    expect(rows()).toEqual(['> ]0;title[2Jhi|']);
    expect(emulator.violations).toEqual([]);
  });
});

describe('Ctrl-C', () => {
  it('leaves the text with a mark, and Up brings it back', async () => {
    const { lines, rows, type } = open();
    const answer = lines.read();
    await type('oh no\u0003');
    expect(await answer).toEqual({ type: 'interrupt', text: 'oh no' });
    expect(rows()).toEqual(['> oh no^C', '|']);
    void lines.read();
    await type(UP);
    expect(rows()).toEqual(['> oh no^C', '> oh no|']);
  });

  it('takes an empty prompt away', async () => {
    const { lines, rows, type } = open();
    const answer = lines.read();
    await type('\u0003');
    expect(await answer).toEqual({ type: 'interrupt', text: '' });
    expect(rows()).toEqual(['|']);
  });
});

describe('the end', () => {
  it('is Ctrl-D at an empty prompt', async () => {
    const { lines, rows, type } = open();
    const answer = lines.read();
    await type('\u0004');
    expect(await answer).toEqual({ type: 'end' });
    expect(rows()).toEqual(['|']);
  });

  it('is a terminal that is gone, now and from then on', async () => {
    const { lines, input } = open();
    const answer = lines.read();
    input.destroy(new Error('EIO'));
    expect(await answer).toEqual({ type: 'end' });
    expect(await lines.read()).toEqual({ type: 'end' });
  });

  it('of the program leaves what was typed where it stands', async () => {
    const { lines, rows, events } = open();
    void lines.read('one\ntwo');
    events.emit('exit');
    expect(rows()).toEqual(['> one', '  two', '|']);
  });

  it('is a signal that is aborted: what was typed stays where it stands', async () => {
    const stop = new AbortController();
    const { lines, rows, keys, events } = open();
    const answer = lines.read('one\ntwo', stop.signal);
    stop.abort();
    expect(await answer).toEqual({ type: 'end' });
    expect(await lines.read('', stop.signal)).toEqual({ type: 'end' });
    expect(rows()).toEqual(['> one', '  two', '|']);
    expect(() => keys.take(() => {})()).not.toThrow();
    keys.close();
    expect(events.eventNames()).toEqual([]);
  });
});

describe('a paste', () => {
  it('of a megabyte in blocks is shown by its size, drawn once, and said exactly', async () => {
    const { lines, rows, type, writes } = open();
    const answer = lines.read();
    const text = Array.from({ length: 40_000 }, (_, line) => `line ${line} with a tab\tand 日本語\n`).join('');
    const bytes = pasted(text);
    const blocks = Array.from({ length: Math.ceil(bytes.length / 65_536) }, (_, at) =>
      bytes.slice(at * 65_536, (at + 1) * 65_536),
    );
    expect(text.length).toBeGreaterThan(1_000_000);
    const before = writes.length;
    await type(...blocks, '!');
    expect(rows()).toEqual(['> [pasted 40,000 lines]!|']);
    expect(writes.length).toBe(before + 2);
    await type('\r');
    expect(await answer).toEqual({ type: 'line', text: `${text}!`, isPasted: true });
    expect(rows()).toEqual(['> [pasted 40,000 lines]!', '|']);
    expect(writes.join('').length).toBeLessThan(500);
  });

  it('sends nothing by itself', async () => {
    const { lines, rows, type } = open();
    void lines.read();
    await type(pasted('one\rtwo\r'));
    expect(rows()).toEqual(['> one', '  two', '  |']);
  });
});

describe('what was typed ahead', () => {
  it('stands in the next prompt, and sends itself if it was sent', async () => {
    const { lines, rows, type, keys } = open();
    const held = holdKeys(keys, () => {});
    await type('one\rtwo');
    held.release({ enters: 'keep' });
    expect(await lines.read()).toEqual({ type: 'line', text: 'one', isPasted: true });
    void lines.read();
    await setImmediate();
    expect(rows()).toEqual(['> one', '> two|']);
  });

  it('does not send itself after a reply that did not go well', async () => {
    const { lines, rows, type, keys } = open();
    const held = holdKeys(keys, () => {});
    await type('one\rtwo');
    held.release({ enters: 'as-newlines' });
    void lines.read();
    await setImmediate();
    expect(rows()).toEqual(['> one', '  two|']);
  });
});

describe('something written meanwhile', () => {
  it('stands above the line, which keeps what is typed', async () => {
    const { lines, rows, type, terminal } = open();
    let written = () => {};
    const answer = lines.read();
    await type('hi', LEFT);
    const write = () => {
      terminal.write('news\r\n');
      return new Promise<void>((resolve) => (written = resolve));
    };
    expect(lines.interject(write)).toBe(true);
    await type('o');
    expect(rows()).toEqual(['news', '|']);
    expect(lines.interject(write)).toBe(false);
    written();
    await type();
    expect(rows()).toEqual(['news', '> ho|i']);
    await type('\r');
    expect(await answer).toEqual({ type: 'line', text: 'hoi', isPasted: false });
    expect(lines.interject(write)).toBe(false);
  });

  it('brings no line back that has ended by then', async () => {
    const { lines, rows, input } = open();
    const answer = lines.read();
    let written = () => {};
    lines.interject(() => new Promise<void>((resolve) => (written = resolve)));
    input.destroy();
    expect(await answer).toEqual({ type: 'end' });
    written();
    await setImmediate();
    expect(rows()).toEqual(['|']);
  });
});

describe('suggestions', () => {
  const suggest = (text: string) =>
    ['one', 'once', 'other']
      .filter((label) => text !== '' && label.startsWith(text))
      .map((label) => ({ label, help: `: ${label}` }));

  it('are listed below the line, and narrow as one types', async () => {
    const { lines, rows, type } = open({ suggest });
    void lines.read();
    expect(rows()).toEqual(['> |']);
    await type('o');
    expect(rows()).toEqual(['> o|', '  one     : one', '  once    : once', '  other   : other']);
    await type('n');
    expect(rows()).toEqual(['> on|', '  one    : one', '  once   : once']);
    await type('x');
    expect(rows()).toEqual(['> onx|']);
    await type('\u007f');
    expect(rows()).toEqual(['> on|', '  one    : one', '  once   : once']);
  });

  it('leave nothing behind with Enter', async () => {
    const { lines, rows, type } = open({ suggest });
    const answer = lines.read();
    await type('o', '\r');
    expect(await answer).toEqual({ type: 'line', text: 'o', isPasted: false });
    expect(rows()).toEqual(['> o', '|']);
  });

  it('go with Esc until the text changes', async () => {
    const { lines, rows, type } = open({ suggest });
    void lines.read();
    await type('on', '\u001b');
    vi.advanceTimersByTime(60);
    await type();
    expect(rows()).toEqual(['> on|']);
    await type('c');
    expect(rows()).toEqual(['> onc|', '  once   : once']);
  });

  it('make room for candidates that Tab lists, and for a search', async () => {
    const { lines, rows, type } = open({
      suggest,
      history: ['other'],
      complete: () => ({ from: 0, candidates: [{ text: 'one' }, { text: 'once' }] }),
    });
    void lines.read();
    await type('o\t\t');
    expect(rows()).toEqual(['> on|', 'one   once']);
    await type('\u0015o\u0012');
    expect(rows()[0]).toMatch(/search/);
    expect(rows()).toHaveLength(1);
  });

  it('take no more rows than there are', async () => {
    const many = Array.from({ length: 50 }, (_, index) => ({ label: `item ${index}`, help: '' }));
    const { lines, rows, type } = open({ suggest: () => many, window: { columns: 40, rows: 6 } });
    void lines.read();
    await type('i');
    expect(rows().length).toBeLessThanOrEqual(6);
    expect(rows().at(-1)).toMatch(/^ {2}… \d+ more$/);
    await type('\r');
    expect(rows()).toEqual(['> i', '|']);
  });
});

describe('Tab', () => {
  const complete = () => ({ from: 0, candidates: [{ text: '/model' }, { text: '/mode' }] });

  it('completes, and shows the candidates below until the next key', async () => {
    const { lines, rows, type } = open({ complete });
    void lines.read();
    await type('/\t\t');
    expect(rows()).toEqual(['> /mode|', '/model  /mode']);
    await type('l');
    expect(rows()).toEqual(['> /model|']);
  });

  it('gets the text before the cursor', async () => {
    const seen: string[] = [];
    const { lines, type } = open({ complete: (before) => (seen.push(before), complete()) });
    void lines.read();
    await type('ab', LEFT, '\t');
    expect(seen).toEqual(['a']);
  });
});

describe('a search', () => {
  it('is shown in place of the prompt', async () => {
    const { lines, rows, type } = open({ history: ['make all', 'git commit'] });
    const answer = lines.read();
    await type('\u0012ake');
    expect(rows()).toEqual(["(search)'ake': m|ake all"]);
    await type('\r');
    expect(await answer).toEqual({ type: 'line', text: 'make all', isPasted: false });
    expect(rows()).toEqual(['> make all', '|']);
  });
});

describe('Ctrl-L', () => {
  it('begins at the top, and what was there can be scrolled back to', async () => {
    const { lines, type, emulator } = open();
    void lines.read('text');
    await type('\u000c');
    expect(emulator.text()).toEqual(['$ ls', 'README.md  src  test', '$ claude-stream "and now?"', '> text']);
    expect(emulator.cursorRow).toBe(emulator.scrolledOff);
  });
});

describe('another program with the terminal', () => {
  it('edits the text, has the keyboard as it wants it, and the prompt comes back', async () => {
    const seen: unknown[] = [];
    const prompt: Prompt = open({
      editExternally: async (text) => {
        seen.push(text, prompt.input.isRaw, prompt.rows());
        return 'edited\n';
      },
    });
    const { lines, rows, type, input } = prompt;
    const answer = lines.read('text');
    await type('\u0018\u0005');
    expect(seen).toEqual(['text', false, ['|']]);
    expect(input.isRaw).toBe(true);
    expect(rows()).toEqual(['> edited|']);
    await type('!\r');
    expect(await answer).toEqual({ type: 'line', text: 'edited!', isPasted: true });
  });

  it('leaves the text as it was if it fails', async () => {
    const { lines, rows, type } = open({ editExternally: () => Promise.reject(new Error('no editor')) });
    void lines.read('text');
    await type('\u0018\u0005x');
    expect(rows()).toEqual(['> textx|']);
  });

  it('may be the shell: the prompt goes, and comes back below what it wrote', async () => {
    const { lines, rows, type, emulator } = open({ onSuspend: () => emulator.write('stopped\r\n') });
    void lines.read('text');
    await type('\u001a');
    expect(rows()).toEqual(['stopped', '> text|']);
  });
});

describe('a window that changes its size while a line is edited', () => {
  const LONG = 'the quick brown fox jumps over the lazy dog';

  function openWindow(reflowsCursorRow: boolean, window?: Window): Prompt {
    const prompt = open({ reflowsCursorRow, ...(window !== undefined && { window }) });
    prompt.emulator.terminal.options.reflowCursorLine = reflowsCursorRow;
    return prompt;
  }
  async function resized(to: Window, initial: string, keys: string, reflowsCursorRow: boolean) {
    const prompt = openWindow(reflowsCursorRow);
    void prompt.lines.read(initial);
    await prompt.type(keys);
    prompt.resize(to);
    vi.advanceTimersByTime(50);
    return prompt;
  }

  describe.each([true, false])('where the row of the cursor is wrapped anew: %s', (reflows) => {
    it.each([
      ['at its end', ''],
      ['in its second row', '\u001bb'],
      ['far right in its first row', '\u0001\u001bf\u001bf\u001bf\u001bf\u001bf\u001bf'],
      // Where it wraps this row, xterm takes the cursor down with it, and others leave it at its character.
      ...(reflows ? [] : [['at its start', '\u0001']]),
    ])('shows it once when it gets narrower, the cursor %s', async (_, keys) => {
      const { rows, emulator, type } = await resized({ columns: 28, rows: 12 }, LONG, keys, reflows);
      expect(rows().join('').replaceAll('|', '')).toBe('> the quick brown fox jumps  over the lazy dog');
      expect(emulator.text().slice(0, 3)).toEqual(['$ ls', 'README.md  src  test', '$ claude-stream "and now?"']);
      await type('\u0005!');
      expect(rows()).toEqual(['> the quick brown fox jumps', '  over the lazy dog!|']);
    });

    it('shows any words once at any width, broken between them', async () => {
      const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 12 });
      const columns = fc.integer({ min: 28, max: 60 });
      await fc.assert(
        fc.asyncProperty(words, columns, columns, async (each, from, to) => {
          const { lines, rows, resize } = openWindow(reflows, { columns: from, rows: 20 });
          void lines.read(each.join(' '));
          resize({ columns: to, rows: 20 });
          vi.advanceTimersByTime(50);
          expect(
            rows()
              .join(' ')
              .match(/[a-z]+/g),
          ).toEqual(each);
        }),
      );
    });

    it('shows it once when it gets wider', async () => {
      const { rows } = await resized({ columns: 60, rows: 12 }, LONG, LEFT, reflows);
      expect(rows()).toEqual([`> ${LONG.slice(0, -1)}|g`]);
    });

    it('shows it once when it gets lower', async () => {
      const { emulator } = await resized({ columns: 40, rows: 4 }, 'a\nb\nc\nd', UP, reflows);
      expect(emulator.text().join('\n')).toContain('… 2 lines above\n  c\n  d');
      expect(emulator.text().slice(0, 2)).toEqual(['$ ls', 'README.md  src  test']);
    });
  });

  it('takes several sizes that come at once for one', async () => {
    const { lines, writes, resize, rows } = open();
    void lines.read('text');
    const before = writes.length;
    for (const columns of [38, 34, 30]) {
      resize({ columns, rows: 12 });
      vi.advanceTimersByTime(20);
    }
    vi.advanceTimersByTime(50);
    expect(writes.length).toBe(before + 2);
    expect(rows()).toEqual(['> text|']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is known to the next prompt', async () => {
    const { lines, resize, rows } = open();
    resize({ columns: 20, rows: 6 });
    void lines.read('1\n2\n3\n4 and a word or two more');
    expect(rows().slice(-3)).toEqual(['… 3 lines above', '  4 and a word or', '  two more|']);
  });
});
