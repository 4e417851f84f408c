import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readWithSdk } from '../helpers/read-with-sdk.ts';
import { run } from '../helpers/program.ts';
import { projectRoot } from '../helpers/sandbox.ts';
import { serve } from '../helpers/server.ts';

const folder = join(projectRoot, '..', 'shared', 'recordings');
const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
// Recordings of another API's streams do not belong here.
const recordings = names.filter((name) => name.endsWith('.sse') && !name.startsWith('openai')).toSorted();

/** How faulty recordings end; all others are complete. */
const exitCodes: Record<string, number> = {
  'api_error_mid_text.sse': 1,
  'overloaded_after_message_start.sse': 75,
  'overloaded_first.sse': 75,
  'overloaded_mid_text.sse': 75,
  'overloaded_mid_thinking.sse': 75,
  'overloaded_mid_tool_json.sse': 75,
  'truncated_before_message_delta.sse': 69,
  'truncated_before_message_stop.sse': 69,
  'truncated_clean_mid_text.sse': 69,
  'truncated_mid_event.sse': 69,
  'truncated_mid_tool_json.sse': 69,
};

/** Two messages in one body, which the SDK rejects. */
const twoStarts = new Set(['vercel-ai__duplicate-message-start.sse', 'vercel-ai__spliced-message-start.sse']);

describe.skipIf(recordings.length === 0)('a recorded reply comes out as the SDK reads it', () => {
  test.each(recordings)('%s', async (name) => {
    const body = readFileSync(join(folder, name));
    const expected = await readWithSdk(body);
    const code = twoStarts.has(name) ? 1 : (exitCodes[basename(name)] ?? 0);
    const runs = await Promise.all([1, 7, 1460].map((slice) => play({ body, slice })));
    for (const result of runs) {
      expect(result).toMatchObject({ code, stdout: expected.text });
      expect(result.stderr).toMatch(code === 0 ? /^\w+.* · /m : /^claude-stream: /m);
    }
    expect(expected.complete || basename(name) === 'no_final_blank_line.sse').toBe(code === 0);
  });
});

async function play(answer: { body: Uint8Array; slice: number }) {
  const server = await serve(answer);
  return run(['--max-retries', '0', '--max-turns', '1', 'hi'], { server });
}
