import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'rolldown';
import { parseSync } from 'rolldown/utils';

/**
 * The types of a module that others import, with all that they need in one file: what is bundled here is not installed
 * there, so nothing may be imported.
 */
export function publicTypes(module: string, fileName: string): Plugin {
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
