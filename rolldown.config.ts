import { join } from 'node:path';
import { defineConfig } from 'rolldown';
import { demoRecordings } from './build/demo-recordings.ts';
import { withEarlyHeaders } from './build/early-headers.ts';
import { thirdPartyLicences } from './build/licences.ts';
import { publicTypes } from './build/public-types.ts';
import { UNUSED, withoutUnused } from './build/unused.ts';
import packageJson from './package.json' with { type: 'json' };
import { helpText } from './src/cli.ts';

const { version } = packageJson;
/** Made once: where files are watched, the program makes its help itself. */
const help = process.env['ROLLDOWN_WATCH'] === undefined ? JSON.stringify(helpText(version)) : 'undefined';

export default defineConfig({
  watch: { clearScreen: false },
  // The program, what others import as claude-stream/markdown, and the server of a demo.
  input: {
    main: 'src/main.ts',
    markdown: 'src/markdown/markdown-stream.ts',
    'weather-server': 'src/demo/weather-server.ts',
  },
  platform: 'node',
  transform: { define: { VERSION: JSON.stringify(version), HELP: help } },
  plugins: [
    withoutUnused(UNUSED),
    withEarlyHeaders(join(import.meta.dirname, 'src/api/transport/early-headers.ts')),
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
    // Every file costs a millisecond at start: one for what conversations and replies share, one for what sends a request.
    codeSplitting: {
      groups: [
        // All that --help and --version need.
        { name: 'output', test: /[\\/]src[\\/]terminal[\\/]output\.ts/, priority: 1 },
        {
          name: 'program',
          test: /rolldown[\\/]runtime|[\\/]src[\\/](core(?![\\/](attachment|call-results|extract|json-schema|mcp-config|model-list|recording|search|session-list|slash-\w+|sources|tool-pattern|transcript|usage-table|wire-events|word-wrap)\.ts)|files[\\/](write-all|read-text)|markdown[\\/]styled|modes[\\/](turn|exchange|one-shot|session)\b|terminal[\\/]painter|wiring[\\/](choose-fetch|claude-options|commands|piped-text|run|run-command|session|suspension|terminal)\.ts)/,
        },
        // What the spinner and the notices need too: they must not wait for the rest.
        { name: 'style', test: /[\\/]chalk[\\/]/ },
        {
          name: 'width',
          test: /[\\/](string-width|get-east-asian-width|strip-ansi|ansi-regex)[\\/]|markdown[\\/]width/,
        },
        {
          name: 'engine',
          test: /[\\/](marked|marked-terminal|highlight\.js|src[\\/]markdown(?![\\/](width|styled|page|fences)\.ts))[\\/]/,
        },
        {
          name: 'api',
          test: /@anthropic-ai|[\\/]src[\\/]api[\\/](?!models|count|fetch-attachment|transport[\\/](record|replay|proxy))/,
        },
        // Starts the servers, while what speaks with them is loaded.
        { name: 'toolbox', test: /[\\/]src[\\/]tools[\\/](lines|names|results|server-process|settles|toolbox)\.ts/ },
        { name: 'mcp', test: /@modelcontextprotocol|[\\/]src[\\/]tools[\\/](connect|http-transport|stdio-transport)/ },
      ],
    },
  },
});
