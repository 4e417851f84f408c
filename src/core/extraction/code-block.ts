import { usageProblem, type Problem } from '../problem/problem.ts';
import type { Extraction, FailedExtraction } from '../reply/json-output.ts';
import type { Reply } from '../reply/reply.ts';
import { isUnfinished } from '../reply/summary.ts';

/** A fenced code block in a reply. */
export interface Fenced {
  /** The first word after the opening fence, or an empty string. */
  readonly language: string;
  /** The text between the fences, line endings unchanged. */
  readonly code: string;
}

/** A code block to find: the n-th, counted from the end if negative, or the last in one of these languages. */
export type BlockRef = number | { readonly name: string; readonly languages: readonly string[] };

/** Names that mean the same language to someone who asks for a block of it. */
const SYNONYMS = [
  ['sh', 'bash', 'shell', 'zsh'],
  ['js', 'javascript'],
  ['ts', 'typescript'],
  ['py', 'python'],
  ['yml', 'yaml'],
];

/** What `--extract` takes: `last`, a number or a language. Throws a usage problem. */
export function parseBlockRef(text: string): BlockRef {
  if (text === 'last') return -1;
  if (/^-?\d+$/.test(text)) {
    if (Number(text) === 0)
      throw usageProblem('--extract cannot be 0', 'code blocks are numbered from 1, or from -1 at the end');
    return Number(text);
  }
  const name = text.trim().toLowerCase();
  return { name, languages: SYNONYMS.find((names) => names.includes(name)) ?? [name] };
}

/** Extracts one code block from a reply. `hint`: how to see the whole reply. */
export function createExtract(
  ref: BlockRef,
  blocksOf: (text: string) => readonly Fenced[],
  hint: string | undefined,
): (reply: Reply) => Extraction {
  return (reply) => {
    if (reply.outcome.status !== 'complete') return { problem: undefined };
    // Running half a script may do harm, and of a reply that was cut off nobody knows the last block.
    if (isUnfinished(reply)) return missing('the reply was cut off; no code block is printed', hint);
    const blocks = blocksOf(reply.text);
    const block = find(blocks, ref);
    if (block === undefined) return missing(`the reply has ${missingWords(blocks, ref)}`, hint);
    return { text: block.code, fields: { extracted: block.code } };
  };
}

function find(blocks: readonly Fenced[], ref: BlockRef): Fenced | undefined {
  if (typeof ref === 'number') return blocks.at(ref > 0 ? ref - 1 : ref);
  return blocks.findLast(({ language }) => ref.languages.includes(language.toLowerCase()));
}

function missing(what: string, hint: string | undefined): FailedExtraction {
  return { problem: { type: 'no_code_block', what, hint, exit: 'failed' } satisfies Problem };
}

function missingWords(blocks: readonly Fenced[], ref: BlockRef): string {
  if (blocks.length === 0) return 'no code block';
  const languages = blocks.map(({ language }) => (language === '' ? 'no language' : language)).join(', ');
  const found = `${blocks.length === 1 ? '1 code block' : `${blocks.length} code blocks`} (${languages})`;
  if (typeof ref === 'number') return `${found}, not ${Math.abs(ref)}`;
  return `no code block in ${ref.name}, only ${found}`;
}
