import { join } from 'node:path';
import { defineConfig } from 'rolldown';
import { demoRecordings } from './build/demo-recordings.ts';
import { withEarlyHeaders } from './build/early-headers.ts';
import { withLateStringWidth } from './build/late-string-width.ts';
import { thirdPartyLicences } from './build/licences.ts';
import { publicTypes } from './build/public-types.ts';
import { UNUSED, withoutUnused } from './build/unused.ts';
import packageJson from './package.json' with { type: 'json' };
import { helpText } from './src/commands/command-line.ts';

const { version } = packageJson;
/** Made once: where files are watched, the program makes its help itself. */
const help = (flag: '-h' | '--help') =>
  process.env['ROLLDOWN_WATCH'] === undefined ? JSON.stringify(helpText(flag, version)) : 'undefined';

export default defineConfig({
  watch: { clearScreen: false },
  // The program, what others import as claude-stream/markdown, the thread that checks replies, and the server of a demo.
  input: {
    main: 'src/main.ts',
    markdown: 'src/markdown/markdown-stream.ts',
    'schema-worker': 'src/runtime/schema/schema-worker.ts',
    'weather-server': 'src/demo/weather-server.ts',
  },
  platform: 'node',
  transform: { define: { VERSION: JSON.stringify(version), HELP: help('--help'), SUMMARY: help('-h') } },
  plugins: [
    withoutUnused(UNUSED),
    withEarlyHeaders(join(import.meta.dirname, 'src/api/transport/early-headers.ts')),
    withLateStringWidth(),
    demoRecordings('src/demo'),
    publicTypes('src/markdown/markdown-stream.ts', 'markdown.d.cts'),
    thirdPartyLicences('THIRD-PARTY-LICENSES.txt'),
  ],
  output: {
    dir: 'dist',
    cleanDir: true,
    // Read without waiting, where modules are asked for one round after another: a third less from start to prompt.
    format: 'cjs',
    minify: true,
    chunkFileNames: '[name].cjs',
    entryFileNames: '[name].cjs',
    // Every file costs a millisecond at start, so folders that are needed together are one. What a folder exports is
    // loaded with all of it: what only some runs need lives in a folder of its own, or is imported where it is needed.
    codeSplitting: {
      groups: [
        // All that --help and --version need, and what is to be there before anything else is loaded.
        {
          name: 'start',
          test: /[\\/]src[\\/](terminal[\\/]output[\\/]output|runtime[\\/]signals|commands[\\/]help-style|core[\\/](config[\\/]use-color|problem[\\/][\w-]+))\.ts/,
          priority: 2,
        },
        {
          name: 'program',
          test: /rolldown[\\/]runtime|[\\/]src[\\/](core[\\/](?!extraction|sessions)|agent|storage[\\/]complete-path\.ts|runtime[\\/][\w-]+\.ts|terminal[\\/][\w-]+\.ts|markdown[\\/]layout[\\/]styled\.ts|api[\\/](messages-api|missing-credentials|private-server)\.ts|commands[\\/](run-command|read-argv|chat[\\/]chat)\.ts)/,
          priority: 1,
        },
        // Every command describes itself to commander, so these are loaded wherever something is typed.
        {
          name: 'command-line',
          test: /[\\/]commander[\\/]|[\\/]src[\\/]commands[\\/]((sessions|config)[\\/])?[\w-]+\.ts/,
        },
        { name: 'markdown-view', test: /[\\/]src[\\/]terminal[\\/]output[\\/](markdown-view|painter)/ },
        // The prompt, whatever else reads keys, and whatever shows prompts again.
        {
          name: 'line-editor',
          test: /[\\/]src[\\/](line-editor|terminal[\\/](input[\\/](prompt-rows|keys|key-decoder|paste-filter)|output[\\/]live-area))/,
        },
        // The spinner needs it too, and must not wait for the rest.
        { name: 'style', test: /[\\/]chalk[\\/]/ },
        {
          name: 'width',
          test: /[\\/](string-width|get-east-asian-width|strip-ansi|ansi-regex)[\\/]|markdown[\\/]layout[\\/]width/,
        },
        {
          name: 'engine',
          test: /[\\/](marked|marked-terminal|highlight\.js|src[\\/]markdown(?![\\/](layout[\\/](width|styled)|fences)\.ts))[\\/]/,
        },
        // A reply needs both, a prompt only the painter.
        { name: 'markdown-view', test: /[\\/]src[\\/]terminal[\\/]output[\\/](markdown-view|painter)\.ts/ },
        {
          name: 'api',
          test: /@anthropic-ai|[\\/]src[\\/]api[\\/](?!list-models|count-tokens|transport[\\/](record|replay|proxy))/,
        },
        { name: 'mcp', test: /@modelcontextprotocol|[\\/]src[\\/]mcp[\\/](connect|http-transport|stdio-transport)/ },
      ],
    },
  },
});
