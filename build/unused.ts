import { join } from 'node:path';
import type { Plugin } from 'rolldown';

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

export function withoutUnused(): Plugin {
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
