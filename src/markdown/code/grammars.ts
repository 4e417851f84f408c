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
import { languageNamed, languageWord, type Language } from '../../core/text/languages.ts';

/**
 * The grammar of each language, and the languages that it embeds, such as scripts in HTML. All are loaded from the start, so
 * that no colour depends on when something was loaded.
 */
const GRAMMARS: Readonly<Record<Language, readonly [grammar: LanguageFn, ...embedded: Language[]]>> = {
  bash: [bash],
  c: [c],
  cpp: [cpp],
  csharp: [csharp],
  css: [css],
  diff: [diff],
  dockerfile: [dockerfile, 'bash'],
  go: [go],
  graphql: [graphql],
  ini: [ini],
  java: [java],
  javascript: [javascript, 'css', 'xml', 'graphql'],
  json: [json],
  kotlin: [kotlin],
  lua: [lua],
  makefile: [makefile],
  markdown: [markdown, 'xml'],
  perl: [perl],
  php: [php, 'xml'],
  powershell: [powershell],
  python: [python],
  r: [r],
  ruby: [ruby],
  rust: [rust],
  scala: [scala],
  scss: [scss],
  shell: [shell, 'bash'],
  sql: [sql],
  swift: [swift],
  typescript: [typescript, 'css', 'xml', 'graphql'],
  xml: [xml, 'javascript', 'css'],
  yaml: [yaml],
};

export interface Grammar {
  readonly hljs: HLJSApi;
  readonly name: string;
}

/** The grammar for what stands behind a fence, registered when it is first used. If there is none, none is guessed. */
export function grammarFor(info: string): Grammar | undefined {
  const word = languageWord(info);
  const name = word === undefined ? undefined : languageNamed(word);
  if (name === undefined) return undefined;
  const [, ...embedded] = GRAMMARS[name];
  // Also where another language has registered this one: what is embedded in it may still be missing.
  for (const each of [name, ...embedded]) {
    if (hljs.getLanguage(each) === undefined) hljs.registerLanguage(each, GRAMMARS[each][0]);
  }
  return { hljs, name };
}
