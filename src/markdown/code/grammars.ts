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

/**
 * By highlight.js's names: the grammar, other names that people write behind a fence, and the languages that it embeds, such
 * as scripts in HTML. All are loaded from the start, so that no colour depends on when something was loaded.
 */
const GRAMMARS: Readonly<Record<string, readonly [grammar: LanguageFn, aliases?: string, embedded?: string]>> = {
  bash: [bash, 'sh zsh fish'],
  c: [c, 'h'],
  cpp: [cpp, 'c++ cc hpp'],
  csharp: [csharp, 'cs c#'],
  css: [css],
  diff: [diff, 'patch'],
  dockerfile: [dockerfile, 'docker', 'bash'],
  go: [go, 'golang'],
  graphql: [graphql, 'gql'],
  ini: [ini, 'toml conf properties'],
  java: [java],
  javascript: [javascript, 'js jsx mjs cjs node', 'css xml graphql'],
  json: [json, 'json5 jsonc jsonl'],
  kotlin: [kotlin, 'kt'],
  lua: [lua],
  makefile: [makefile, 'make mk'],
  markdown: [markdown, 'md', 'xml'],
  perl: [perl, 'pl'],
  php: [php, '', 'xml'],
  powershell: [powershell, 'ps1 pwsh ps'],
  python: [python, 'py python3'],
  r: [r],
  ruby: [ruby, 'rb'],
  rust: [rust, 'rs'],
  scala: [scala, 'sc'],
  scss: [scss],
  shell: [shell, 'console shellsession', 'bash'],
  sql: [sql, 'mysql postgresql postgres sqlite'],
  swift: [swift],
  typescript: [typescript, 'ts tsx mts', 'css xml graphql'],
  xml: [xml, 'html svg vue xhtml', 'javascript css'],
  yaml: [yaml, 'yml'],
};
const NAME_OF = new Map(
  Object.entries(GRAMMARS).flatMap(([name, [, aliases = '']]) => aliases.split(' ').map((alias) => [alias, name])),
);

/** The names of the languages that are highlighted. */
export const LANGUAGES: readonly string[] = Object.keys(GRAMMARS);

export interface Grammar {
  readonly hljs: HLJSApi;
  readonly name: string;
}

/** The grammar for what stands behind a fence, registered when it is first used. If there is none, none is guessed. */
export function grammarFor(info: string): Grammar | undefined {
  const word = /^\{?\.?([^\s,{}]+)/.exec(info)?.[1]?.toLowerCase();
  if (word === undefined) return undefined;
  const name = NAME_OF.get(word) ?? word;
  if (!Object.hasOwn(GRAMMARS, name)) return undefined;
  // Also where another language has registered this one: what is embedded in it may still be missing.
  for (const each of [name, ...(GRAMMARS[name]![2]?.split(' ') ?? [])]) {
    if (hljs.getLanguage(each) === undefined) hljs.registerLanguage(each, GRAMMARS[each]![0]);
  }
  return { hljs, name };
}
