import { chmodSync, existsSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OPTIONS } from '../../src/core/config/options.ts';
import { CONFIG_KEYS } from '../../src/core/config/settings.ts';
import { problemText } from '../helpers/problem-text.ts';
import { run } from '../helpers/program.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';
import { openShell } from '../helpers/screen.ts';

/** A config file of its own, and the program run with it. */
function sandbox(content?: string, mode = 0o600) {
  const home = tempFolder();
  const path = join(home, 'claude-stream', 'config.json');
  if (content !== undefined) writeIn(home, 'claude-stream/config.json', content, mode);
  const env = { XDG_CONFIG_HOME: home, XDG_DATA_HOME: '/d', XDG_STATE_HOME: '/s', ANTHROPIC_BASE_URL: undefined };
  return {
    path,
    env,
    config: (args: readonly string[], more: Record<string, string | undefined> = {}) =>
      run(['config', ...args], { env: { ...env, ...more } }),
    text: () => readFileSync(path, 'utf8'),
    said: (what: string) => ({ code: 0, stdout: '', stderr: `claude-stream: ${what}\n` }),
  };
}

describe('claude-stream config', () => {
  test('shows where files are, and each setting with its value and origin', async () => {
    const { config, path } = sandbox('{"effort": "low", "maxTokens": 5, "allowTool": ["a", "b"]}');
    const { code, stdout, stderr } = await config(['--no-cache'], { CLAUDE_STREAM_MAX_TOKENS: '7' });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [paths = '', table = ''] = stdout.split('\n\n');
    expect(paths.split('\n')).toEqual([
      `config file    ${path}`,
      'conversations  /d/claude-stream/sessions',
      'history        /s/claude-stream/history',
    ]);
    const rows = table.trimEnd().split('\n');
    expect(rows[0]).toMatch(/^KEY +VALUE +ORIGIN$/);
    expect(rows.slice(1).map((row) => row.split(' ')[0])).toEqual(CONFIG_KEYS);
    for (const row of [
      /^model +claude-opus-5-5 +default$/m,
      /^system +not set$/m,
      /^maxTokens +7 +CLAUDE_STREAM_MAX_TOKENS$/m,
      /^effort +low +config.json$/m,
      /^cache +false +--no-cache$/m,
      /^allowTool +a, b +config.json$/m,
    ]) {
      expect(table).toMatch(row);
    }
  });

  test('says that there is no config file', async () => {
    const { config, path } = sandbox();
    expect((await config([])).stdout).toContain(`config file    ${path} (does not exist)\n`);
    expect(existsSync(path)).toBe(false);
  });

  test('prints JSON with --json, which is no setting here', async () => {
    const { config, path } = sandbox('{"theme": {"code": "bold"}}');
    const { stdout } = await config(['--json', '--raw']);
    const { paths, settings } = JSON.parse(stdout);
    expect(paths).toEqual({
      config: path,
      sessions: '/d/claude-stream/sessions',
      history: '/s/claude-stream/history',
    });
    expect(Object.keys(settings)).toEqual(CONFIG_KEYS);
    expect(settings).toMatchObject({
      outputFormat: { value: 'text', origin: 'default' },
      markdown: { value: 'never', origin: '--raw' },
      theme: { value: { code: 'bold' }, origin: 'config.json' },
      system: { value: null, origin: null },
      timeout: { value: OPTIONS.timeout.default, origin: 'default' },
    });
  });

  test.each([[[]], [['--json']]])('never shows a secret %j', async (args) => {
    const server = { command: 'x', args: ['--token', 'TOKEN-IN-ARGS'], env: { KEY: 'TOKEN-IN-ENV' } };
    const values = {
      mcpConfig: [{ mcpServers: { time: server } }, 'servers.json'],
      baseUrl: 'https://me:PASSWORD-IN-URL@gateway.test',
      system: 'The key is sk-test-key-in-prompt',
    };
    const { config } = sandbox(JSON.stringify(values));
    const { code, stdout } = await config(args, { ANTHROPIC_API_KEY: 'sk-test-key-in-prompt' });
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/TOKEN-IN|PASSWORD-IN|sk-test/);
    for (const word of ['time', 'servers.json', 'gateway.test', 'The key is']) expect(stdout).toContain(word);
  });

  test('fits in the window', async () => {
    const { env } = sandbox(JSON.stringify({ system: 'word '.repeat(100) }));
    const screen = openShell('claude-stream config', { env, cols: 60, rows: 50 });
    await screen.exit;
    const rows = screen.rows();
    const table = rows.slice(rows.findIndex((row) => row.startsWith('KEY')));
    expect(table).toHaveLength(CONFIG_KEYS.length + 1);
    expect(table.find((row) => row.startsWith('system'))).toMatch(/^system +word .*… +config\.json$/);
  });

  test('is a usage error with an unknown command', async () => {
    expect(await sandbox().config(['sett'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: problemText('unknown command "sett"', 'did you mean set? to send this as a prompt, put -- before it'),
    });
  });
});

describe('claude-stream config set', () => {
  test('creates the file for its owner alone', async () => {
    const { config, path, text, said } = sandbox();
    expect(await config(['set', 'model', 'haiku'])).toMatchObject(said(`set model in ${path}`));
    expect(text()).toBe('{\n  "model": "haiku"\n}\n');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
    expect((await config([])).stdout).toMatch(/^model +claude-haiku-5-5 +config.json$/m);
  });

  test('keeps unknown keys, formatting and permissions, and leaves no other file', async () => {
    const { config, path, text } = sandbox('{\n\t"later" : [1,  2],\n\t"wrap": "auto"\n}');
    chmodSync(path, 0o640);
    await config(['set', 'wrap', '80']);
    await config(['set', 'save', 'off']);
    expect(text()).toBe('{\n\t"later" : [1,  2],\n\t"wrap": 80,\n\t"save": false\n}');
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(path, '..'))).toEqual(['config.json']);
  });

  test('follows a symbolic link', async () => {
    const { config, path } = sandbox('{}');
    const elsewhere = writeIn(tempFolder(), 'dotfiles.json', '{"quiet": true}\n');
    rmSync(path);
    symlinkSync(elsewhere, path);
    await config(['set', 'model', 'opus']);
    expect(readlinkSync(path)).toBe(elsewhere);
    expect(readFileSync(elsewhere, 'utf8')).toBe('{"quiet": true, "model": "opus"}\n');
  });

  test('says if a variable overrides it', async () => {
    const { config } = sandbox();
    const { stderr } = await config(['set', 'model', 'opus'], { CLAUDE_STREAM_MODEL: 'haiku' });
    expect(stderr).toContain('claude-stream: CLAUDE_STREAM_MODEL is set and overrides the config file\n');
  });

  test.each([
    [['set', 'modle', 'x'], 'unknown key "modle"', 'did you mean "model"?'],
    [['set', 'effort', 'hgh'], 'effort must be low, medium, high, xhigh or max, not "hgh"', 'did you mean high?'],
    [['unset', 'modle'], 'unknown key "modle"', 'did you mean "model"?'],
  ])('changes nothing on a usage error: %j', async (args, what, hint) => {
    const { config, text } = sandbox('{"model": "opus"}');
    expect(await config(args)).toMatchObject({ code: 2, stdout: '', stderr: problemText(what, hint) });
    expect(text()).toBe('{"model": "opus"}');
  });

  test.each([
    ['{"model": ', expect.stringMatching(/config\.json: invalid JSON: /)],
    ['[]', expect.stringMatching(/config\.json: the config must be a JSON object\n$/)],
  ])('changes nothing in a file that is no object: %s', async (content, stderr) => {
    const { config, text } = sandbox(content);
    expect(await config(['set', 'model', 'opus'])).toMatchObject({ code: 2, stdout: '', stderr });
    expect(text()).toBe(content);
  });

  test.skipIf(process.getuid?.() === 0)('says why it cannot write', async () => {
    const { config, path } = sandbox('{}');
    chmodSync(join(path, '..'), 0o500);
    const stderr = problemText(`cannot write ${path}: permission denied`);
    expect(await config(['set', 'model', 'opus'])).toMatchObject({ code: 2, stdout: '', stderr });
    chmodSync(join(path, '..'), 0o700);
  });
});

describe('claude-stream config unset', () => {
  test('removes a key, also one that makes the file invalid', async () => {
    const { config, path, text, said } = sandbox('{\n  "modle": "x",\n  "quiet": true\n}\n');
    expect(await config([])).toMatchObject({ code: 2 });
    expect(await config(['unset', 'modle'])).toMatchObject(said(`removed modle from ${path}`));
    expect(text()).toBe('{\n  "quiet": true\n}\n');
  });

  test('of a key that is not set changes nothing, and creates no file', async () => {
    const { config, path, said } = sandbox();
    expect(await config(['unset', 'model'])).toMatchObject(said(`model is not set in ${path}`));
    expect(existsSync(path)).toBe(false);
  });
});

/** An editor that runs a line of shell with the file as $1. */
const editor = (line: string) => ({ VISUAL: '', EDITOR: `sh -c '${line}' editor` });

describe.skipIf(process.platform === 'win32')('claude-stream config edit', () => {
  test('opens the file in the editor, and says that the result is valid', async () => {
    const { config, path, text, said } = sandbox('{}');
    const result = await config(['edit'], editor('echo "{\\"quiet\\": false}" > "$1"'));
    expect(result).toMatchObject(said(`${path} is valid`));
    expect(text()).toBe('{"quiet": false}\n');
  });

  test('begins a missing file, which goes again if nothing was changed', async () => {
    const { config, path, said } = sandbox();
    const saved = join(tempFolder(), 'seen');
    expect(await config(['edit'], editor(`cp "$1" ${saved}`))).toMatchObject(said('nothing changed'));
    expect(JSON.parse(readFileSync(saved, 'utf8'))).toEqual({ model: 'opus' });
    expect(existsSync(path)).toBe(false);
    expect(await config(['edit'], editor('sed -i s/opus/haiku/ "$1"'))).toMatchObject({ code: 0 });
    expect((await config([])).stdout).toMatch(/^model +claude-haiku-5-5 +config.json$/m);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test.each([
    ['{', expect.stringMatching(/config\.json: invalid JSON: .*\n {2}claude-stream config edit opens it again\n$/)],
    [
      '{"modle": 1}',
      expect.stringMatching(
        /config\.json: unknown key "modle"\n {2}did you mean "model"\? claude-stream config edit opens it again\n$/,
      ),
    ],
  ])('says what is wrong, and opens a wrong file as well: %s', async (content, stderr) => {
    const { config, text } = sandbox();
    const wrong = writeIn(tempFolder(), 'wrong', content);
    expect(await config(['edit'], editor(`cp ${wrong} "$1"`))).toMatchObject({ code: 2, stdout: '', stderr });
    expect(text()).toBe(content);
    expect(await config(['edit'], editor('echo "{}" > "$1"'))).toMatchObject({ code: 0 });
    expect(text()).toBe('{}\n');
  });

  test.each([
    ['fails', 'exit 3', 1, problemText('the editor failed')],
    ['does not exist', 'exit 127', 2, expect.stringMatching(/^claude-stream: cannot start sh -c/)],
  ])('leaves nothing where the editor %s', async (_, line, code, stderr) => {
    const { config, path } = sandbox();
    expect(await config(['edit'], editor(line))).toMatchObject({ code, stdout: '', stderr });
    expect(existsSync(path)).toBe(false);
  });
});
