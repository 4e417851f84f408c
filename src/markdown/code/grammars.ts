import hljs from 'highlight.js/lib/core';
import type { HLJSApi, LanguageFn } from 'highlight.js';
import bash from 'highlight.js/lib/languages/bash';
import c from 'highlight.js/lib/languages/c';
import cpp from 'highlight.js/lib/languages/cpp';
import csharp from 'highlight.js/lib/languages/csharp';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import go from 'highlight.js/lib/languages/go';
import graphql from 'highlight.js/lib/languages/graphql';
import ini from 'highlight.js/lib/languages/ini';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import kotlin from 'highlight.js/lib/languages/kotlin';
import lua from 'highlight.js/lib/languages/lua';
import makefile from 'highlight.js/lib/languages/makefile';
import markdown from 'highlight.js/lib/languages/markdown';
import perl from 'highlight.js/lib/languages/perl';
import php from 'highlight.js/lib/languages/php';
import powershell from 'highlight.js/lib/languages/powershell';
import python from 'highlight.js/lib/languages/python';
import r from 'highlight.js/lib/languages/r';
import ruby from 'highlight.js/lib/languages/ruby';
import rust from 'highlight.js/lib/languages/rust';
import scala from 'highlight.js/lib/languages/scala';
import scss from 'highlight.js/lib/languages/scss';
import shell from 'highlight.js/lib/languages/shell';
import sql from 'highlight.js/lib/languages/sql';
import swift from 'highlight.js/lib/languages/swift';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';

/** By highlight.js's names. All are loaded from the start, so that no colour depends on when something was loaded. */
const GRAMMARS: Readonly<Record<string, LanguageFn>> = {
  bash,
  c,
  cpp,
  csharp,
  css,
  diff,
  dockerfile,
  go,
  graphql,
  ini,
  java,
  javascript,
  json,
  kotlin,
  lua,
  makefile,
  markdown,
  perl,
  php,
  powershell,
  python,
  r,
  ruby,
  rust,
  scala,
  scss,
  shell,
  sql,
  swift,
  typescript,
  xml,
  yaml,
};

/** What people write behind a fence if not the name itself. */
const ALIASES: Readonly<Record<string, string>> = {
  bash: 'sh zsh fish',
  shell: 'console shellsession',
  cpp: 'c++ cc hpp',
  c: 'h',
  csharp: 'cs c#',
  dockerfile: 'docker',
  go: 'golang',
  graphql: 'gql',
  ini: 'toml conf properties',
  javascript: 'js jsx mjs cjs node',
  json: 'json5 jsonc jsonl',
  kotlin: 'kt',
  makefile: 'make mk',
  markdown: 'md',
  perl: 'pl',
  powershell: 'ps1 pwsh ps',
  python: 'py python3',
  ruby: 'rb',
  rust: 'rs',
  scala: 'sc',
  sql: 'mysql postgresql postgres sqlite',
  typescript: 'ts tsx mts',
  xml: 'html svg vue xhtml',
  yaml: 'yml',
  diff: 'patch',
};
const NAME_OF = new Map(
  Object.entries(ALIASES).flatMap(([name, aliases]) => aliases.split(' ').map((alias) => [alias, name])),
);

/** The names of the languages that are highlighted. */
export const LANGUAGES: readonly string[] = Object.keys(GRAMMARS);

export interface Grammar {
  readonly hljs: HLJSApi;
  readonly name: string;
}

/** The grammar for what stands behind a fence, registered when it is first used. If there is none, none is guessed. */
export function grammarFor(info: string): Grammar | undefined {
  const word = /^\{?\.?([^\s,{}]+)/.exec(info)?.[1]?.toLowerCase() ?? '';
  const name = NAME_OF.get(word) ?? word;
  if (!Object.hasOwn(GRAMMARS, name)) return undefined;
  if (hljs.getLanguage(name) === undefined) {
    hljs.registerLanguage(name, GRAMMARS[name]!);
    // Grammars embed others by name: scripts in HTML, shell in Markdown.
    for (const embedded of EMBEDDED[name] ?? []) {
      if (hljs.getLanguage(embedded) === undefined) hljs.registerLanguage(embedded, GRAMMARS[embedded]!);
    }
  }
  return { hljs, name };
}

const EMBEDDED: Readonly<Record<string, readonly string[]>> = {
  xml: ['javascript', 'css'],
  markdown: ['xml'],
  php: ['xml'],
  javascript: ['css', 'xml', 'graphql'],
  typescript: ['css', 'xml', 'graphql'],
  shell: ['bash'],
  dockerfile: ['bash'],
};
