import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { defineConfig, type Plugin } from 'rolldown';
import packageJson from './package.json' with { type: 'json' };
import { helpText } from './src/cli.ts';
import { recordingOf } from './src/demo/recording.ts';

const { version } = packageJson;

export default defineConfig({
  input: { main: 'src/main.ts' },
  platform: 'node',
  external: [/^node:/],
  transform: { define: { VERSION: JSON.stringify(version), HELP: JSON.stringify(helpText(version)) } },
  plugins: [withoutUnused(), withEarlyHeaders(), demoRecordings('src/demo'), thirdPartyLicences()],
  output: {
    dir: 'dist',
    cleanDir: true,
    format: 'esm',
    minify: true,
    chunkFileNames: '[name].js',
    entryFileNames: '[name].js',
    // Every file costs a millisecond at start: one for what all commands share, one for what sends a request.
    codeSplitting: {
      groups: [
        { name: 'core', test: /rolldown[\\/]runtime|[\\/]src[\\/](core|wiring[\\/](run|choose-fetch))/ },
        { name: 'markdown', test: /[\\/](marked|highlight\.js|src[\\/]markdown)[\\/]/ },
        { name: 'api', test: /@anthropic-ai|[\\/]src[\\/]api[\\/](?!models|transport[\\/](record|replay|proxy))/ },
      ],
    },
  },
});

/** What packages load for things that are not used here: by the package, what stays out of the bundle. */
const UNUSED: Readonly<Record<string, RegExp>> = {
  // Commands that are programs of their own.
  commander: /^node:child_process$/,
  // Code in every language, tables, emoji, links: all are rendered here.
  'marked-terminal': /^(cli-highlight|cli-table3|node-emoji|ansi-escapes)$/,
};

function withoutUnused(): Plugin {
  const empty = '\0unused';
  return {
    name: 'without-unused',
    resolveId(id, importer) {
      const from = Object.keys(UNUSED).find((name) => importer?.includes(join('node_modules', name)));
      return from !== undefined && UNUSED[from]!.test(id) ? empty : undefined;
    },
    load: (id) => (id === empty ? 'export default {}; export const highlight = undefined;' : undefined),
  };
}

/** The SDK builds a request without the classes that would load undici: see the file. */
function withEarlyHeaders(): Plugin {
  const file = join(import.meta.dirname, 'src/api/transport/early-headers.ts');
  return {
    name: 'early-headers',
    transform: {
      filter: { id: /@anthropic-ai[/\\]sdk[/\\](client|internal[/\\]headers)\.mjs$/ },
      handler: (code) => `import { FormData, Headers } from ${JSON.stringify(file)};\n${code}`,
    },
  };
}

/** Turns the demos' scripts into the recordings that --demo plays: tour.md becomes demo/tour.sse. */
function demoRecordings(folder: string): Plugin {
  return {
    name: 'demo-recordings',
    generateBundle() {
      for (const file of readdirSync(folder).filter((name) => name.endsWith('.md'))) {
        const source = recordingOf(readFileSync(join(folder, file), 'utf8'));
        this.emitFile({ type: 'asset', fileName: `demo/${basename(file, '.md')}.sse`, source });
      }
    },
  };
}

/** Writes down whose code is in the bundle, and under which licence. */
function thirdPartyLicences(): Plugin {
  return {
    name: 'third-party-licences',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
      const folders = new Set(modules.map(packageFolder).filter((folder) => folder !== undefined));
      const entries = [...folders].map(licenceEntry).toSorted();
      const source = `claude-stream contains code of these packages.\n\n${entries.join('\n')}`;
      this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-LICENSES.txt', source });
    },
  };
}

/** The folder of the installed package that a module belongs to, if any: its name follows the last `node_modules`. */
function packageFolder(module: string): string | undefined {
  return /^.*[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+/.exec(module.replace(/^\0/, ''))?.[0];
}

function licenceEntry(folder: string): string {
  const { name, license, ...rest } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageJson;
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  const title = `${name} ${rest.version} (${license ?? 'licence not stated'})`;
  return [title, '='.repeat(title.length), '', ...texts, ''].join('\n');
}

type PackageJson = { name: string; version: string; license?: string };
