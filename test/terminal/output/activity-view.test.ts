import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReplyEvent } from '../../../src/core/reply/ports.ts';
import { noReply } from '../../../src/core/reply/reply.ts';
import { createActivityView, type ActivityViewOptions } from '../../../src/terminal/output/activity-view.ts';
import { createPlainView } from '../../../src/terminal/output/plain-view.ts';
import { createStyles } from '../../../src/terminal/styles.ts';

/** By then a spinner has started. */
const STARTED_MS = 130;
const end: ReplyEvent = { type: 'end', reply: noReply({ status: 'complete' }) };
const text = (words: string): ReplyEvent => ({ type: 'text', text: words });
const thinking = (words: string): ReplyEvent => ({ type: 'thinking', text: words });
const call = (id: string, name = 'save', server = false): ReplyEvent => ({ type: 'call', id, name, server });
const input = (id: string, json: string): ReplyEvent => ({ type: 'input', id, json });
const run = (id: string, name = 'save'): ReplyEvent => ({ type: 'run', id, name });
const result = (id: string, words: string, isError = false, name = 'save'): ReplyEvent => ({
  type: 'result',
  id,
  name,
  text: words,
  isError,
});
const retry: ReplyEvent = {
  type: 'retry',
  problem: { type: 'x', what: 'Overloaded', exit: 'tryLater' },
  retry: 1,
  maxRetries: 2,
  delayMs: 9000,
};

const OPTIONS: ActivityViewOptions = {
  model: 'claude-opus-5-5',
  sink: { write: () => undefined },
  styles: createStyles(false),
  columns: () => 40,
  loadSpinner: undefined,
  textGoes: 'screen',
  thinking: true,
  calls: true,
  sources: true,
  closes: true,
};

/** An activity view that writes down what it writes, when a spinner starts and stops, and what the view below is shown. */
function open(options: Partial<ActivityViewOptions> = {}) {
  let written = '';
  const told: string[] = [];
  const lines: (() => string)[] = [];
  const view = createActivityView(
    { show: (event) => void (event.type === 'text' && (written += `[${event.text}]`)) },
    {
      ...OPTIONS,
      sink: { write: (more) => void (written += more) },
      loadSpinner: async () => (line) => {
        told.push('start');
        lines.push(line);
        return { stop: () => void told.push('stop') };
      },
      ...options,
    },
  );
  const show = async (...events: readonly ReplyEvent[]) => {
    for (const event of events) await view.show(event);
    return written.replaceAll(/\d+\.\d+ s/g, 'N s');
  };
  return { show, told, line: () => lines.at(-1)?.().replaceAll(/\d+ s/g, 'N s') };
}

describe('calls', () => {
  test('are shown with their input by key, how long they took, and what they gave', async () => {
    const { show } = open();
    const events = [call('1'), input('1', '{"a":'), input('1', '1}'), run('1'), result('1', 'saved\n\n\tit'), end];
    expect(await show(...events)).toBe('● save a: 1\n  ✓ N s · 2 lines\n    saved\n     it\n\n');
  });

  test('of hosted tools are, too', async () => {
    const events = [
      call('1', 'web_search', true),
      input('1', '{"query":"tides"}'),
      result('1', 'Tides', false, 'web_search'),
    ];
    expect(await open().show(...events, end)).toBe('● web_search query: tides\n  ✓ N s · Tides\n\n');
  });

  test('that were folded say how to see all of them', async () => {
    const showAll = (number: number) => `/show ${number}`;
    const events = [
      call('1'),
      run('1'),
      result('1', 'x\n'.repeat(9)),
      call('2'),
      run('2'),
      result('2', 'x\n'.repeat(9)),
    ];
    const shown = await open({ callsBefore: 4, showAll }).show(...events, end);
    expect(shown.match(/….*/g)).toEqual(['… 6 more lines: /show 5', '… 6 more lines: /show 6']);
  });

  test('at once are told apart', async () => {
    const { show } = open();
    const both = [call('1'), input('1', '{"a":1}'), call('2', 'read'), run('1'), run('2')];
    expect(await show(...both, result('1', 'one'), result('2', 'two', false, 'read'), end)).toBe(
      '● #1 save a: 1\n● #2 read\n  ✓ N s · #1 save a: 1\n    one\n  ✓ N s · #2 read\n    two\n\n',
    );
  });

  test('that were not run are said to be so, at the end', async () => {
    expect(await open().show(text('Hi'), call('1'), input('1', '{"a'), end)).toBe(
      '[Hi]\n● save input: {"a\n  ✗ not run\n\n',
    );
  });

  test('of an attempt that failed are forgotten', async () => {
    const { show } = open();
    const events = [call('1'), input('1', '{'), retry, call('2'), input('2', '{}'), run('2'), result('2', 'x'), end];
    expect(await show(...events)).toBe('● save\n  ✓ N s · x\n\n');
  });

  test('are not shown where nobody wants them', async () => {
    const events = [call('1'), run('1'), result('1', 'x'), call('2'), end];
    expect(await open({ calls: false }).show(...events)).toBe('');
  });

  test('are not shown again where the approval prompt shows them, if that is on the same screen', async () => {
    const asked: ReplyEvent = { type: 'approval', id: '1', name: 'save' };
    const events = [call('1'), input('1', '{}'), asked, run('1'), result('1', 'x'), end];
    expect(await open().show(...events)).toBe('  ✓ N s · x\n\n');
    expect(await open({ columns: () => undefined }).show(...events)).toBe('● save\n  ✓ N s · x\n');
  });

  test.each([
    [40, 39],
    [undefined, 119],
    [0, 119],
  ])('take rows that fit in %s columns', async (columns, widest) => {
    const { show } = open({ columns: () => columns });
    const long = JSON.stringify({ a: 'x'.repeat(500) });
    const rows = (await show(call('1'), input('1', long), result('1', 'y'.repeat(500)), end)).split('\n');
    expect(Math.max(...rows.map((row) => row.length))).toBe(widest);
  });

  test('cannot steer the terminal', async () => {
    const evil = '\u001b]0;x\u0007\u001b[2J\u009b\u202e\r\u0008';
    const shown = await open().show(
      call('1', evil),
      input('1', evil),
      result('1', evil, true, evil),
      thinking(evil),
      end,
    );
    // oxlint-disable-next-line no-control-regex
    expect(shown).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
  });
});

describe('a blank row', () => {
  const events = [thinking('Hm'), text('Hi'), call('1'), result('1', 'x'), call('2'), result('2', 'y')];
  const CALLS = '● save\n  ✓ x\n● save\n  ✓ y\n';

  test('sets text, thinking and calls apart, and calls from the closing line', async () => {
    expect(await open().show(...events, text('So'), end)).toBe(`Hm\n\n[Hi]\n${CALLS}\n[So]`);
    expect(await open().show(...events, end)).toBe(`Hm\n\n[Hi]\n${CALLS}\n`);
    expect(await open({ closes: false }).show(...events, end)).toBe(`Hm\n\n[Hi]\n${CALLS}`);
  });

  test('sets texts apart where what is between them is not shown', async () => {
    const hidden = { thinking: false, calls: false };
    expect(await open(hidden).show(text('Hi'), thinking('Hm'), text('So'), end)).toBe('[Hi]\n[So]');
    expect(await open(hidden).show(text('Hi'), ...events.slice(2), text('So'), end)).toBe('[Hi]\n[So]');
  });

  test('sets a list of sources apart from calls above it and from the closing line', async () => {
    const cited: ReplyEvent[] = [text('Hi'), { type: 'citation', citation: { type: 'x' } }];
    expect(await open().show(...cited, end)).toBe('[Hi]\n');
    expect(await open().show(...cited, call('1'), result('1', 'x'), end)).toBe('[Hi]\n● save\n  ✓ x\n\n\n');
    expect(await open({ sources: false }).show(...cited, end)).toBe('[Hi]');
  });

  test('takes no account of text that is elsewhere, and there is none without a terminal', async () => {
    expect(await open({ textGoes: 'elsewhere' }).show(...events, text('So'), end)).toBe(`Hm\n[Hi]\n${CALLS}[So]\n`);
    expect(await open({ columns: () => undefined }).show(...events, end)).toBe(`Hm\n[Hi]${CALLS}`);
  });

  test('is never at the top, and never next to another, whatever blanks come', async () => {
    const blanks = fc.stringMatching(/^[ \n]{0,4}$/);
    const piece = fc.oneof(
      fc.tuple(blanks, blanks).map(([lead, trail]) => [text(lead), text('A'), text(trail)]),
      fc.tuple(blanks, blanks).map(([lead, trail]) => [thinking(lead), thinking(`B${trail}`)]),
      fc.constant([call('1'), run('1'), result('1', 'x')]),
      fc.constant([retry]),
    );
    const options = fc.record({ thinking: fc.boolean(), calls: fc.boolean(), closes: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), options, async (pieces, how) => {
        let written = '';
        const sink = { write: (more: string) => void (written += more) };
        const view = createActivityView(createPlainView(sink, { flush: 'delta', terminal: true }), {
          ...OPTIONS,
          ...how,
          sink,
        });
        // Text and thinking end where a call begins.
        for (const event of pieces.flatMap((each) => [...each, call('2')])) await view.show(event);
        await view.show(end);
        expect(written).not.toMatch(/^\s*\n|\n[^\S\n]*\n[^\S\n]*\n/);
      }),
    );
  });
});

describe('thinking', () => {
  test('is broken between words, and has a blank row below it', async () => {
    const { show } = open({ columns: () => 20 });
    expect(await show(thinking('The quick brown f'), thinking('ox jumps over.'), text('Hi'), end)).toBe(
      'The quick brown fox\njumps over.\n\n[Hi]',
    );
  });

  test('that comes again begins a row', async () => {
    const { show } = open({ columns: () => 20 });
    expect(
      await show(thinking('One two three'), call('1'), result('1', 'x'), thinking('four five six'), text('Hi')),
    ).toBe('One two three\n\n● save\n  ✓ x\n\nfour five six\n\n[Hi]');
  });

  test('of an attempt that failed is ended', async () => {
    const { show } = open();
    expect(await show(thinking('Hm, let'), retry, thinking('Hm, let me'), text('Hi'))).toBe(
      'Hm, let\n\nHm, let me\n\n[Hi]',
    );
  });

  test('is dim', async () => {
    const { show } = open({ styles: createStyles(true) });
    expect(await show(thinking('Hm '), text('Hi'))).toBe('\u001b[2mHm\u001b[22m\n\n[Hi]');
  });

  test('is not shown where nobody asked for it', async () => {
    expect(await open({ thinking: false }).show(thinking('Hm'), text('Hi'), end)).toBe('[Hi]');
  });
});

describe('the spinner', () => {
  test('waits for the first text, for results, and not longer', async () => {
    const { show, told, line } = open();
    await sleep(STARTED_MS);
    expect(told).toEqual(['start']);
    await show(text('Hi'));
    expect(told).toEqual(['start', 'stop']);
    await show(call('1'), input('1', '{"a"'));
    expect(told).toEqual(['start', 'stop', 'start']);
    expect(line()).toBe('N s · save {"a"');
    await show(run('1'));
    expect(line()).toBe('N s · save running N s {"a"');
    await show(result('1', 'x'));
    expect(told.slice(3)).toEqual(['stop', 'start', 'stop', 'start']);
    await show(text('Bye'), end);
    expect(told.at(-1)).toBe('stop');
  });

  test.each(['text', 'wire'] as const)('ends for good at the first %s that goes into a pipe', async (type) => {
    const { show, told } = open({ textGoes: 'pipe', calls: false });
    await sleep(STARTED_MS);
    await show(type === 'text' ? text('Hi') : { type, json: '{}' });
    expect(told).toEqual(['start', 'stop']);
    await show(call('1'), run('1'), result('1', 'x'), retry, end);
    expect(told).toEqual(['start', 'stop']);
  });

  test('stays through the text where that goes elsewhere', async () => {
    const { show, told, line } = open({ textGoes: 'elsewhere' });
    await sleep(STARTED_MS);
    await show(text('Hello there'));
    expect(told).toEqual(['start']);
    expect(line()).toBe('N s · 11 characters · ~3 tokens · claude-opus-5-5');
    await show(end);
    expect(told).toEqual(['start', 'stop']);
  });

  test('comes back after thinking that is shown, where the text goes elsewhere', async () => {
    const { show, told } = open({ textGoes: 'elsewhere' });
    await sleep(STARTED_MS);
    await show(thinking('Hm'), text('Hello there'));
    expect(told).toEqual(['start', 'stop', 'start']);
    await show(end);
  });

  test('never spins while something is asked', async () => {
    const { show, told } = open();
    await sleep(STARTED_MS);
    await show(call('1'), { type: 'approval', id: '1', name: 'save' });
    expect(told.at(-1)).toBe('stop');
    await show(run('1'));
    expect(told.at(-1)).toBe('start');
    await show(end);
  });

  test('says that the model thinks, and how much, where that is not shown', async () => {
    const { show, line } = open({ thinking: false });
    await sleep(STARTED_MS);
    await show(thinking('Hm, let me see.'));
    expect(line()).toBe('N s · thinking N s · 15 characters · claude-opus-5-5');
    await show(end);
  });

  test('says so where the text is hidden, too', async () => {
    const { show, line } = open();
    await sleep(STARTED_MS);
    await show({ type: 'thinking', text: '', tokens: 30 }, { type: 'thinking', text: '', tokens: 12 });
    expect(line()).toBe('N s · thinking N s · ~42 tokens · claude-opus-5-5');
    await show(end);
  });

  test('says that the request is sent again, also after thinking that was shown', async () => {
    const { show, told, line } = open();
    await sleep(STARTED_MS);
    await show(thinking('Hm'), retry);
    expect(told).toEqual(['start', 'stop', 'start']);
    expect(line()).toBe('N s · retrying in N s (1 of 2) · Overloaded');
    await show(end);
  });
});
