import { describe, expect, test } from 'vitest';
import { call, listing, open, scripted } from '../helpers/mcp.ts';

describe('a server that prints more than messages', () => {
  test.each([
    ['lines of a log', `process.stdout.write('listening\\n\\n{"half": \\n[]\\n{"jsonrpc":"2.0"}\\n"text"\\n');`],
    ['bytes that are not text', `process.stdout.write(Buffer.from([0xff, 0xfe, 0, 10]));`],
    ['a line in pieces', `process.stdout.write('ab'); process.stdout.write('c\\n');`],
    ['answers to nothing', `tell({ id: 99, result: {} }); tell({ id: 98, error: { code: 1, message: 'a' } });`],
    ['questions', `tell({ id: 'q', method: 'sampling/createMessage', params: {} }); tell({ id: 'r', method: 'x' });`],
  ])('is understood anyway: %s', async (_what, garbage) => {
    const echo = `${listing({ name: 'a' })}
      'tools/call': (_message, answer) => { ${garbage} answer({ content: [{ type: 'text', text: 'ok' }] }); },`;
    const toolbox = await open([scripted('noisy', echo, garbage)]);
    expect(await call(toolbox, 'a')).toEqual({ content: 'ok', isError: false });
  });

  test('without end is killed', async () => {
    const flood = `${listing({ name: 'a' })} 'tools/call': () => {
      const more = () => { while (process.stdout.write('x'.repeat(1_000_000))); process.stdout.once('drain', more); };
      more();
    },`;
    const toolbox = await open([scripted('flood', flood)]);
    expect(await call(toolbox, 'a')).toEqual({
      content: 'The MCP server "flood" stopped before the call finished; its tools are no longer available.',
      isError: true,
    });
  });

  test('works even if it floods its stderr', async () => {
    const flood = `process.stderr.write('x'.repeat(5_000_000) + '\\n');`;
    const lines: string[] = [];
    const toolbox = await open([scripted('loud', listing({ name: 'a' }), flood)], { log: (line) => lines.push(line) });
    expect(toolbox.failures).toEqual([]);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(600);
  });
});
