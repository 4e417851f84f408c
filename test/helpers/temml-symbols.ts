import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** What of Temml is used here: its types leave out the parser, and its source has none. */
export interface Temml {
  __parse(
    tex: string,
    options: object,
  ): readonly { readonly type: string; readonly family?: string; readonly limits?: boolean }[];
  renderToString(tex: string, options?: object): string;
}

const require = createRequire(import.meta.url);
export const temml = require('temml') as Temml;

/** Of no use in a terminal, or not symbols. */
const LEFT_OUT =
  /^(?:arraystretch|ordinarycolon|nonumber|st|oc|wn|lq|rq|And|with|lbrace|rbrace|lbrack|rbrack|lparen|rparen|colon|bmod|backslash|Earth|[LOlo])$/;
/** Where Temml draws something for which Unicode has a better character in a fixed-width font. */
const BETTER: Readonly<Record<string, string>> = {
  varnothing: '∅',
  implies: '⟹',
  iff: '⟺',
  impliedby: '⟸',
  vdots: '⋮',
};

/** The symbols of Temml as `src/markdown/math/symbol-table.ts` has them: for each class of atom, its characters and their names. */
export async function symbolTable(): Promise<string> {
  const root = require.resolve('temml/src/symbols.js');
  const { default: symbols } = (await import(pathToFileURL(root).href)) as {
    default: { math: Readonly<Record<string, { readonly group: string }>> };
  };
  const macros = readFileSync(require.resolve('temml/src/macros.js'), 'utf8');
  const ops = readFileSync(require.resolve('temml/src/functions/op.js'), 'utf8');
  const named = [...`${macros}${ops}`.matchAll(/(?:defineMacro\(|^ +)"\\\\([A-Za-z]+)"/gm)].map(([, name]) => name!);
  const inTable = Object.keys(symbols.math).flatMap((name) => /^\\([A-Za-z]+)$/.exec(name)?.[1] ?? []);
  const table = new Map<string, Map<string, string[]>>();
  for (const name of [...new Set([...inTable, ...named])].toSorted()) {
    const text = textOf(name);
    if (text === undefined || LEFT_OUT.test(name)) continue;
    const group = classOf(name, symbols.math[`\\${name}`]?.group);
    const characters = table.get(group) ?? new Map<string, string[]>();
    table.set(group, characters.set(text, [...(characters.get(text) ?? []), name]));
  }
  const lines = [...table]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, characters]) => {
      const entries = [...characters].map(([text, names]) => `${text} ${names.join(' ')}`);
      return `  ${group}: \`\n${entries.join('\n')}\n\`,`;
    });
  return `/**
 * The symbols of TeX by the class of their atoms: a line for each character, with its names. Made from Temml (MIT) by
 * \`npx vitest run test/markdown/math/symbol-table.test.ts -u\`.
 */
export const SYMBOL_TABLE = {
${lines.join('\n')}
} as const;
`;
}

/** The one character that Temml shows for a command, if it shows one. */
function textOf(name: string): string | undefined {
  if (BETTER[name] !== undefined) return BETTER[name];
  let markup: string;
  try {
    markup = temml.renderToString(`\\${name}`);
  } catch {
    return undefined;
  }
  const one = /^<math>(?:<mrow>)?<m[ion][^>]*>([^<&\s]+)<\/m[ion]>(?:<mspace><\/mspace><\/mrow>)?<\/math>$/.exec(
    markup,
  )?.[1];
  const text = one?.replace(/[\ufe00-\ufe0f]/g, '');
  return text !== undefined && /^.$/u.test(text) && /[^\w]/.test(text) ? text : undefined;
}

function classOf(name: string, group: string | undefined): string {
  if (BETTER[name] !== undefined) return /imp|iff/.test(name) ? 'rel' : 'ord';
  // Between two letters, an operator that could also be a sign is one between two operands.
  const [, node] = temml.__parse(`x\\${name} x`, {});
  const known = group ?? node?.family ?? node?.type ?? 'ord';
  if (node?.type === 'op') return node.limits === true ? 'big' : 'integral';
  return /^(?:bin|close|inner|open|punct|rel)$/.test(known) ? known : 'ord';
}
