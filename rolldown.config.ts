import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'rolldown';
import { parseSync } from 'rolldown/utils';
import packageJson from './package.json' with { type: 'json' };
import { helpText } from './src/cli.ts';
import { recordingOf } from './src/demo/recording.ts';

const { version } = packageJson;

export default defineConfig({
  // The program, what others import as claude-stream/markdown, and the server of a demo.
  input: {
    main: 'src/main.ts',
    markdown: 'src/markdown/markdown-stream.ts',
    'weather-server': 'src/demo/weather-server.ts',
  },
  platform: 'node',
  external: [/^node:/],
  transform: { define: { VERSION: JSON.stringify(version), HELP: JSON.stringify(helpText(version)) } },
  plugins: [
    withoutUnused(),
    withEarlyHeaders(),
    demoRecordings('src/demo'),
    publicTypes('markdown/markdown-stream', 'markdown.d.cts'),
    thirdPartyLicences(),
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
          test: /rolldown[\\/]runtime|[\\/]src[\\/](core(?![\\/](attachment|call-results|extract|json-schema|mcp-config|model-list|recording|search|session-list|slash-\w+|sources|tool-pattern|transcript|usage-table|wire-events|word-wrap)\.ts)|files[\\/](write-all|read-text)|markdown[\\/]layout[\\/]styled|modes[\\/](turn|exchange|one-shot|session)\b|terminal[\\/]painter|wiring[\\/](choose-fetch|claude-options|commands|piped-text|run|run-command|session|suspension|terminal)\.ts)/,
        },
        // What the spinner and the notices need too: they must not wait for the rest.
        { name: 'style', test: /[\\/]chalk[\\/]/ },
        {
          name: 'width',
          test: /[\\/](string-width|get-east-asian-width|strip-ansi|ansi-regex)[\\/]|markdown[\\/]layout[\\/]width/,
        },
        {
          name: 'engine',
          test: /[\\/](marked|marked-terminal|highlight\.js|src[\\/]markdown(?![\\/](layout[\\/]width|layout[\\/]styled|page|fences)\.ts))[\\/]/,
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

/** What packages load for things that are not used here: by the package, what stays out of the bundle. */
const UNUSED: Readonly<Record<string, RegExp>> = {
  // Commands that are programs of their own.
  commander: /^node:child_process$/,
  // Code in every language, tables, emoji, links: all are rendered here.
  'marked-terminal': /^(cli-highlight|cli-table3|node-emoji|ansi-escapes)$/,
  // Logging in at an MCP server, and checking what tools give: only what is needed of the MCP SDK is asked of it.
  '@modelcontextprotocol/sdk': /[/]auth\.js$|[/]ajv-provider\.js$/,
};

/** What is imported by name of all that. */
const UNUSED_NAMES = 'highlight get AjvJsonSchemaValidator auth extractWWWAuthenticateParams UnauthorizedError'.split(
  ' ',
);

function withoutUnused(): Plugin {
  const empty = '\0unused';
  return {
    name: 'without-unused',
    resolveId(id, importer) {
      const from = Object.keys(UNUSED).find((name) => importer?.includes(join('node_modules', name)));
      return from !== undefined && UNUSED[from]!.test(id) ? empty : undefined;
    },
    load: (id) =>
      id === empty
        ? `export default {}; export const ${UNUSED_NAMES.map((name) => `${name} = undefined`).join(', ')};`
        : undefined,
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

/**
 * The types of a module that others import, with all that they need in one file: what is bundled here is not installed
 * there, so nothing may be imported.
 */
function publicTypes(module: string, fileName: string): Plugin {
  return {
    name: 'public-types',
    generateBundle() {
      const folder = mkdtempSync(join(tmpdir(), 'claude-stream-types-'));
      try {
        emitTypes(`src/${module}.ts`, folder);
        const declarations = new Map<string, string>();
        collectTypes(join(folder, `${module}.d.ts`), undefined, declarations);
        this.emitFile({ type: 'asset', fileName, source: [...declarations.values(), 'export {};\n'].join('\n') });
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  };
}

/** Whether they are right is `npm run check:types`'s business. */
function emitTypes(file: string, folder: string): void {
  const tsc = fileURLToPath(new URL('bin/tsc', import.meta.resolve('typescript/package.json')));
  const how = ['--ignoreConfig', '--noCheck', '--strict', '--target', 'es2023', '--module', 'nodenext'];
  const what = ['--declaration', '--emitDeclarationOnly', '--rootDir', 'src', '--outDir', folder, file];
  execFileSync(process.execPath, [tsc, ...how, ...what], { stdio: 'inherit' });
}

const DECLARATION = /^(export )?(declare [\w ]*(?:class|const|function|enum)|interface|type) (\w+)/;

/** Adds a file's exports, or the declarations that are `wanted` of it, and after each those that it names. */
function collectTypes(file: string, wanted: readonly string[] | undefined, found: Map<string, string>): void {
  const source = readFileSync(file, 'utf8');
  const imported = new Map<string, { from: string; name: string }>();
  const declared = new Map<string, { text: string; names: Set<string>; isExported: boolean }>();
  let end = 0;
  for (const statement of parseSync(file, source, { lang: 'dts' }).program.body) {
    const comment = source.slice(end, statement.start).trim();
    const code = source.slice(statement.start, (end = statement.end));
    if (statement.type === 'ImportDeclaration') {
      for (const { local, ...specifier } of statement.specifiers) {
        const name = 'imported' in specifier && 'name' in specifier.imported ? specifier.imported.name : 'default';
        imported.set(local.name, { from: statement.source.value, name });
      }
    }
    const [, exports, kind, name] = DECLARATION.exec(code) ?? [];
    if (name === undefined) continue;
    // A value that only types refer to is not there to be imported.
    const isHidden = wanted !== undefined && kind !== 'interface' && kind !== 'type';
    declared.set(name, {
      text: `${comment}\n${isHidden ? code.replace(/^export /, '') : code}\n`.trimStart(),
      names: namesIn(statement),
      isExported: exports !== undefined,
    });
  }

  const take = (name: string): void => {
    if (found.has(name)) return;
    const { from, name: theirs } = imported.get(name) ?? {};
    if (from?.startsWith('.') === true) {
      collectTypes(join(dirname(file), from.replace(/\.ts$/, '.d.ts')), [theirs!], found);
    } else if (from !== undefined) {
      throw new Error(`the public types need ${name}, which ${from} has: they must need no package`);
    } else {
      const { text, names } = declared.get(name)!;
      found.set(name, text);
      for (const other of names) if (imported.has(other) || declared.has(other)) take(other);
    }
  };
  const exported = [...declared].filter(([, { isExported }]) => isExported).map(([name]) => name);
  for (const name of wanted ?? exported) take(name);
}

/** Every identifier in a piece of syntax. */
function namesIn(node: unknown, names = new Set<string>()): Set<string> {
  if (typeof node !== 'object' || node === null) return names;
  if ('type' in node && node.type === 'Identifier' && 'name' in node) names.add(node.name as string);
  for (const part of Object.values(node)) namesIn(part, names);
  return names;
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
