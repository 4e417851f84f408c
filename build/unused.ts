import { sep } from 'node:path';
import type { Plugin } from 'rolldown';

/** An import that stays out of the bundle. */
export interface Unused {
  /** The package that imports it. */
  readonly importer: string;
  readonly module: RegExp;
  /** What is imported by name; without names the module is an empty object, to import or to require. */
  readonly names?: readonly string[];
}

/** What packages load for features that are not used here. */
export const UNUSED: readonly Unused[] = [
  // Subcommands that are executables of their own.
  { importer: 'commander', module: /^node:child_process$/ },
  // Code in every language, tables, emoji and links are rendered here.
  { importer: 'marked-terminal', module: /^cli-highlight$/, names: ['highlight'] },
  { importer: 'marked-terminal', module: /^cli-table3$/ },
  { importer: 'marked-terminal', module: /^node-emoji$/, names: ['get'] },
  { importer: 'marked-terminal', module: /^ansi-escapes$/ },
  // Logging in to an MCP server, and checking what its tools return.
  {
    importer: '@modelcontextprotocol/sdk',
    module: /\/auth\.js$/,
    names: ['auth', 'extractWWWAuthenticateParams', 'UnauthorizedError'],
  },
  { importer: '@modelcontextprotocol/sdk', module: /\/ajv-provider\.js$/, names: ['AjvJsonSchemaValidator'] },
];

/** Replaces unused imports by empty modules. One that no package makes any more fails the build. */
export function withoutUnused(unused: readonly Unused[]): Plugin {
  const prefix = '\0unused:';
  const unseen = new Set(unused);
  return {
    name: 'without-unused',
    resolveId(id, from = '') {
      const index = unused.findIndex(({ importer, module }) => isIn(importer, from) && module.test(id));
      if (index === -1) return undefined;
      unseen.delete(unused[index]!);
      return `${prefix}${index}`;
    },
    load(id) {
      if (!id.startsWith(prefix)) return undefined;
      const { names = [] } = unused[Number(id.slice(prefix.length))]!;
      return names.length === 0
        ? 'module.exports = {};'
        : names.map((name) => `export const ${name} = undefined;`).join('\n');
    },
    buildEnd(error) {
      if (error !== undefined || unseen.size === 0) return;
      const imports = [...unseen].map(({ importer, module }) => `${importer} imports nothing that matches ${module}`);
      this.error(`${imports.join(', ')}: see build/unused.ts`);
    },
  };
}

function isIn(name: string, file: string): boolean {
  return file.includes(['', 'node_modules', ...name.split('/'), ''].join(sep));
}
