import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recordingOf } from '../../src/demo/recording.ts';
import { parseScript } from '../../src/demo/script.ts';

type Data = { type: string; index?: number; delta?: Record<string, string>; message?: { id: string } };

const scriptOf = (name: string) => readFileSync(new URL(`../../src/demo/${name}.md`, import.meta.url), 'utf8');
const eventsOf = (recording: string) => [...recording.matchAll(/^data: (.*)$/gm)].map(([, json]) => parse(json));
const timesOf = (recording: string) => [...recording.matchAll(/^: at (\d+) ms$/gm)].map(([, ms]) => Number(ms));
const parse = (json: string | undefined) => JSON.parse(json ?? '') as Data;
const piecesIn = (events: Data[], key: 'text' | 'thinking') => events.flatMap(({ delta }) => delta?.[key] ?? []);

describe.each(['tour', 'thinking', 'max-tokens'])('the %s recording', (name) => {
  const script = parseScript(scriptOf(name));
  const recording = recordingOf(scriptOf(name));
  const events = eventsOf(recording);
  const times = timesOf(recording);

  it('consists of a header and timed events', () => {
    const event = String.raw`(: at \d+ ms\n)?event: (?<name>\w+)\ndata: \{"type":"\k<name>".*\}\n\n`;
    expect(recording).toMatch(new RegExp(`^: claude-stream recording, version 1\n(${event})+$`));
    expect(recording).toContain('version 1\n: at ');
  });

  it('comes out the same every time', () => {
    expect(recordingOf(scriptOf(name))).toBe(recording);
    expect(recordingOf(scriptOf(name).replaceAll('\n', '\r\n'))).toBe(recording);
  });

  it('contains the text of the script', () => {
    expect(piecesIn(events, 'text').join('')).toBe(script.text);
    expect(piecesIn(events, 'thinking').join('')).toBe(script.thinking);
  });

  it('contains one complete message, block after block', () => {
    expect(events[0]).toMatchObject({ type: 'message_start', message: { id: script.id } });
    expect(events.at(-2)).toMatchObject({ type: 'message_delta', delta: { stop_reason: script.stopReason } });
    expect(events.at(-1)).toEqual({ type: 'message_stop' });

    const blocks = script.thinking ? [0, 1] : [0];
    const borders = events.filter(({ type }) => /^content_block_st(art|op)$/.test(type));
    expect(borders.map(({ type, index }) => `${type} ${index}`)).toEqual(
      blocks.flatMap((index) => [`content_block_start ${index}`, `content_block_stop ${index}`]),
    );
  });

  it('has signed thinking', () => {
    const signatures = events.filter(({ delta }) => delta?.['type'] === 'signature_delta');
    expect(signatures).toHaveLength(script.thinking ? 1 : 0);
  });

  it('never goes back in time, and starts and ends when the script says', () => {
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times).toContain(script.pace.start);
    expect(times.at(-1)).toBe(script.pace.end);
  });

  it("arrives in pieces the size of a model's", () => {
    const lengths = piecesIn(events, 'text').map(({ length }) => length);
    const median = lengths.toSorted((a, b) => a - b)[Math.floor(lengths.length / 2)];
    expect(median).toBeGreaterThanOrEqual(6);
    expect(median).toBeLessThanOrEqual(14);
    expect(Math.max(...lengths)).toBeLessThan(210);
  });

  it('never splits a character', () => {
    for (const piece of piecesIn(events, 'text')) expect(piece).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/);
  });
});

it('splits joined emoji between pieces, as models do', () => {
  const pieces = piecesIn(eventsOf(recordingOf(scriptOf('tour'))), 'text');
  expect(pieces.some((piece) => piece.endsWith('\u200d'))).toBe(true);
});

it('a script with missing or incomplete front matter is rejected', () => {
  expect(() => recordingOf('# Hello')).toThrow('front matter');
  expect(() => recordingOf('---\nid: msg_demo\n---\n\nHello')).toThrow('needs model');
});
