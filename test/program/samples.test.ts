import { execFile, type ExecFileOptions } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { programPath, projectRoot, surroundings, tempFolder, writeIn } from '../helpers/sandbox.ts';
import { serve } from '../helpers/server.ts';
import { listing, scripted } from '../helpers/mcp.ts';
import { mcpConfig } from '../helpers/tool-replies.ts';

/** Samples that need a person, a network or another program. */
const NOT_RUN = /^claude-stream(?: -r| config edit)?$|example\.com|^(?:npm|llm|ollama) /;

const documents = ['README.md', ...readdirSync(join(projectRoot, 'docs')).map((name) => `docs/${name}`)];
const samples = documents.map((name) => ({ name, lines: samplesIn(name) })).filter(({ lines }) => lines.length > 0);

describe.skipIf(process.platform === 'win32')('the commands in the documents work in a new home', () => {
  test.each(samples)('$name', async ({ lines }) => {
    const folder = tempFolder();
    writeFiles(folder);
    const server = await serve(({ text }) => reply({ text: text.includes('json_schema') ? JSON_TEXT : CODE_TEXT }));
    const { env } = surroundings({ server });
    const options = { cwd: folder, env: { ...env, PATH: [folder, env['PATH']].join(delimiter) } };
    for (const line of ['claude-stream -n tides "tides, and the moon"', ...lines]) {
      expect({ line, ...(await runLine(line, options)) }).toMatchObject({ line, code: 0 });
    }
  });
});

function runLine(line: string, options: ExecFileOptions): Promise<{ code: number | string; stderr: string }> {
  return new Promise((resolve) => {
    const shell = execFile('/bin/sh', ['-c', line], options, (failure, _stdout, stderr) => {
      resolve({ code: failure?.code ?? 0, stderr: String(stderr) });
    });
    shell.stdin?.end();
  });
}

const JSON_TEXT = '["red", "green", "blue"]';
const CODE_TEXT = 'One:\n\n```python\nprint(1)\n```\n\nTwo:\n\n```python\nprint(2)\n```\n';

/** The commands in a document's blocks of shell code, without what only shows their output. */
function samplesIn(name: string): string[] {
  const text = readFileSync(join(projectRoot, name), 'utf8');
  const blocks = [...text.matchAll(/^```sh\n([^]*?)^```/gm)].flatMap(([, block = '']) => block.trim().split('\n'));
  const commands = blocks.map((line) => line.replace(/ +#.*/, '').replace(/ \| (?:jq|less) .*/, ''));
  return commands.filter((line) => line.includes('claude-stream') && !NOT_RUN.test(line)).map(inNoTime);
}

/** Recordings are played at once. */
function inNoTime(line: string): string {
  return /--demo|--replay/.test(line) && !line.includes('--speed') ? `${line} --speed 0` : line;
}

/** What the samples name. */
function writeFiles(folder: string): void {
  writeIn(folder, 'claude-stream', `#!/bin/sh\nexec '${process.execPath}' '${programPath}' "$@"\n`, 0o755);
  writeIn(folder, 'README.md', '# Read me\n');
  for (const name of ['plan.pdf', 'invoice.pdf']) writeIn(folder, name, '%PDF-1.4\n%%EOF\n');
  writeIn(folder, 'schema.json', '{"type": "array", "items": {"type": "string"}}');
  writeIn(folder, 'servers.json', mcpConfig(scripted('files', listing({ name: 'read_file' }))));
}
