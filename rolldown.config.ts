import { join } from 'node:path';
import { defineConfig } from 'rolldown';
import { demoRecordings } from './build/demo-recordings.ts';
import { withEarlyHeaders } from './build/early-headers.ts';
import { thirdPartyLicences } from './build/licences.ts';
import { publicTypes } from './build/public-types.ts';
import { UNUSED, withoutUnused } from './build/unused.ts';
import packageJson from './package.json' with { type: 'json' };
import { helpText } from './src/commands/command-line.ts';

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
        { name: 'output', test: /[\\/]src[\\/]terminal[\\/]output[\\/]output\.ts/, priority: 1 },
        {
          name: 'program',
          test: /rolldown[\\/]runtime|[\\/]src[\\/](core[\\/](problem|reply|config|text|conversation)[\\/](?!(attachment|tool-result-text|model-table|recording-format|word-search|session-table|table|transcript|usage-table)\.ts)|storage[\\/](write-all|read-text|config-file)|markdown[\\/]styled|agent[\\/](?!run-calls)|terminal[\\/](tones\.ts|output[\\/](painter|tee))|runtime[\\/](choose-provider|piped-text|notify|signals|open-sessions|suspension|tty)\.ts|api[\\/]messages-api\.ts|commands[\\/](run-command|read-argv|chat)\.ts)/,
          priority: 1,
        },
        // What the spinner and the notices need too: they must not wait for the rest.
        { name: 'style', test: /[\\/]chalk[\\/]/ },
        {
          name: 'width',
          test: /[\\/](string-width|get-east-asian-width|strip-ansi|ansi-regex)[\\/]|markdown[\\/]width/,
        },
        {
          name: 'engine',
          test: /[\\/](marked|marked-terminal|highlight\.js|src[\\/]markdown(?![\\/](width|styled|fences)\.ts))[\\/]/,
        },
        {
          name: 'api',
          test: /@anthropic-ai|[\\/]src[\\/]api[\\/](?!list-models|count-tokens|transport[\\/](record|replay|proxy))/,
        },
        // Starts the servers, while what speaks with them is loaded.
        {
          name: 'toolbox',
          test: /[\\/]src[\\/]mcp[\\/](split-lines|tool-names|to-tool-result|server-process|settles|toolbox)\.ts/,
        },
        { name: 'mcp', test: /@modelcontextprotocol|[\\/]src[\\/]mcp[\\/](connect|http-transport|stdio-transport)/ },
      ],
    },
  },
});
