import { describe, expect, test } from 'vitest';
import { BANNER, openRepl, serveChat, normalizeScreen, SUMMARY, userFolders } from '../helpers/repl.ts';
import { openScreen } from '../helpers/screen.ts';
import { serve } from '../helpers/server.ts';
import { blocksReply, textBlock, serverToolUse } from '../helpers/tool-replies.ts';

const web = (n: number, title = `Tides ${n}`) => ({
  type: 'web_search_result_location',
  url: `https://a.test/${n}`,
  title,
  cited_text: 'The moon',
  encrypted_index: 'x',
});
const page = { type: 'page_location', document_index: 0, document_title: 'The sea.pdf', cited_text: 'It is salt.' };
const screenOf = (...rows: string[]): string => rows.join('\n');

const blocks = [
  textBlock('# Tides\n\n'),
  textBlock('The **moon** pulls', [web(1)]),
  textBlock(', and the sun'),
  textBlock(' a little', [web(2), web(1)]),
  textBlock('. The sea is salt.', [page]),
];
const rows = [
  '# Tides',
  '',
  'The moon pulls[1], and the sun a little[2][1]. The sea is salt.[3]',
  '',
  'Sources',
  '',
  '1. Tides 1 (https://a.test/1)',
  '2. Tides 2 (https://a.test/2)',
  '3. The sea.pdf: “It is salt.”',
];

describe.skipIf(process.platform === 'win32')('citations on a terminal', () => {
  test('are numbers in the text and a list below it, one number per source', async () => {
    const server = await serve(blocksReply(blocks));
    const screen = openScreen(['why tides?'], { server });
    expect(await screen.exit).toBe(0);
    expect(normalizeScreen(screen.text())).toBe(screenOf(...rows, '', SUMMARY));
  });

  test('mark a source once where several passages of it follow one another', async () => {
    const passages = [web(1), web(1, 'The same page'), web(2), web(1)];
    const server = await serve(
      blocksReply([textBlock('The moon', passages), textBlock(' ', [web(2)]), textBlock('and the sun', [web(1)])]),
    );
    const screen = openScreen(['why tides?'], { server });
    expect(await screen.exit).toBe(0);
    expect(screen.rows()[0]).toBe('The moon[1][2] and the sun[1]');
  });

  test('are links if the terminal supports them', async () => {
    const server = await serve(blocksReply(blocks));
    const screen = openScreen(['--links', 'always', 'why tides?'], { server });
    expect(await screen.exit).toBe(0);
    expect(screen.rows()).toContain('1. Tides 1');
    expect(screen.bytes()).toMatch(/\u001b\]8;id=\w+;https:\/\/a\.test\/1\u001b\\/);
  });

  test('are listed once, at the end of a reply with tool calls', async () => {
    const search = [
      serverToolUse('s1', 'web_search', { query: 'sun' }),
      { type: 'web_search_tool_result', tool_use_id: 's1', content: [] },
    ];
    const server = await serve(
      blocksReply([textBlock('The moon.', [web(1)]), ...search, textBlock('The sun.', [web(2), web(1)])]),
    );
    const screen = openScreen(['why tides?'], { server });
    expect(await screen.exit).toBe(0);
    expect(normalizeScreen(screen.text())).toBe(
      screenOf(
        'The moon.[1]',
        '',
        '● web_search query: sun',
        '  ✓ N s · no output',
        '',
        'The sun.[2][1]',
        '',
        'Sources',
        '',
        '1. Tides 1 (https://a.test/1)',
        '2. Tides 2 (https://a.test/2)',
        '',
        SUMMARY,
      ),
    );
  });

  test('look the same in `sessions show`', async () => {
    const { env } = userFolders();
    const server = await serve(blocksReply(blocks));
    await openScreen(['why tides?'], { server, env }).exit;
    const screen = openScreen(['sessions', 'show'], { env });
    expect(await screen.exit).toBe(0);
    expect(screen.text()).toBe(screenOf('> why tides?', '', ...rows));
  });

  test('start at 1 again with each reply of a conversation', async () => {
    const chat = await serveChat([blocksReply(blocks), blocksReply([textBlock('Salt.', [web(2)])])]);
    const repl = await openRepl({ server: chat });
    await repl.say('why tides?\r');
    await repl.say('why salt?\r');
    expect(repl.shown()).toBe(
      screenOf(
        BANNER,
        '> why tides?',
        '',
        ...rows,
        '',
        SUMMARY,
        '',
        '> why salt?',
        '',
        'Salt.[1]',
        '',
        'Sources',
        '',
        '1. Tides 2 (https://a.test/2)',
        '',
        SUMMARY,
        '',
        '>',
      ),
    );
  });

  test('cannot control it', async () => {
    const evil = 'evil\u001b]0;owned\u0007\u001b[2J\u001b[6n\u009b31m\u202eback\rover\u0008';
    const cited = [
      { ...web(1, evil), url: `https://a.test/${evil}` },
      { ...page, document_title: evil, cited_text: evil },
    ];
    const server = await serve(blocksReply([textBlock('Hi', cited)]));
    const screen = openScreen(['--links', 'always', 'hi'], { server });
    expect(await screen.exit).toBe(0);
    expect(screen.bytes()).not.toMatch(/\u001b\]0|\u001b\[2J|\u001b\[6n|\u009b|\u202e|\u0007|\u0008/);
    expect(screen.text()).toContain('Hi[1][2]');
  });
});
