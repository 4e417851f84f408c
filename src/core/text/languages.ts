/** The languages that are highlighted, by highlight.js's names, each with the other names that people write behind a fence. */
const ALIASES = {
  bash: ['sh', 'zsh', 'fish'],
  c: ['h'],
  cpp: ['c++', 'cc', 'hpp'],
  csharp: ['cs', 'c#'],
  css: [],
  diff: ['patch'],
  dockerfile: ['docker'],
  go: ['golang'],
  graphql: ['gql'],
  ini: ['toml', 'conf', 'properties'],
  java: [],
  javascript: ['js', 'jsx', 'mjs', 'cjs', 'node'],
  json: ['json5', 'jsonc', 'jsonl'],
  kotlin: ['kt'],
  lua: [],
  makefile: ['make', 'mk'],
  markdown: ['md'],
  perl: ['pl'],
  php: [],
  powershell: ['ps1', 'pwsh', 'ps'],
  python: ['py', 'python3'],
  r: [],
  ruby: ['rb'],
  rust: ['rs'],
  scala: ['sc'],
  scss: [],
  shell: ['console', 'shellsession'],
  sql: ['mysql', 'postgresql', 'postgres', 'sqlite'],
  swift: [],
  typescript: ['ts', 'tsx', 'mts'],
  xml: ['html', 'svg', 'vue', 'xhtml'],
  yaml: ['yml'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Language = keyof typeof ALIASES;

/** The names of the languages that are highlighted. */
export const LANGUAGES = Object.keys(ALIASES) as readonly Language[];

/** The word behind a fence that names its language, as it is written there. */
export function languageWord(info: string): string | undefined {
  return /^\{?\.?([^\s,{}]+)/.exec(info)?.[1];
}

/** The language that a word names, in any case; `undefined`: none that is known. */
export function languageNamed(word: string): Language | undefined {
  const name = word.toLowerCase();
  return LANGUAGES.find((language) => language === name || ALIASES[language].some((alias) => alias === name));
}
