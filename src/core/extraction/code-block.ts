import { usageProblem, type Problem } from '../problem/problem.ts';
import type { FailedExtraction, Extract } from '../reply/json-output.ts';
import { isUnfinished } from '../reply/summary.ts';

/** A fenced code block of a reply. */
export interface Fenced {
  /** The first word behind the fence; empty where there is none. */
  readonly language: string;
  /** What stands between the fences, line ends as they are. */
  readonly code: string;
}

/** Which code block is wanted: the n-th, from the end where it is negative; or the last in one of these languages. */
export type BlockRef = number | { readonly name: string; readonly languages: readonly string[] };

/** Names of one language, as far as who asks for a block of it is concerned. */
const SAME = [
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
  return { name, languages: SAME.find((names) => names.includes(name)) ?? [name] };
}

/** Takes one code block out of a reply. `kept`: how the whole reply can be seen. */
export function createExtract(
  wanted: BlockRef,
  blocksOf: (text: string) => readonly Fenced[],
  kept: string | undefined,
): Extract {
  return (reply) => {
    if (reply.outcome.status !== 'complete') return { problem: undefined };
    // A script that was cut may do harm: what is not whole is not given out, nor what may not be the last.
    if (isUnfinished(reply)) return missing('the reply was cut off; no code block is printed', kept);
    const blocks = blocksOf(reply.text);
    const block = find(blocks, wanted);
    if (block === undefined) return missing(`the reply has ${missingWords(blocks, wanted)}`, kept);
    return { text: block.code, fields: { extracted: block.code } };
  };
}

function find(blocks: readonly Fenced[], wanted: BlockRef): Fenced | undefined {
  if (typeof wanted === 'number') return blocks.at(wanted > 0 ? wanted - 1 : wanted);
  return blocks.findLast(({ language }) => wanted.languages.includes(language.toLowerCase()));
}

function missing(what: string, hint: string | undefined): FailedExtraction {
  return { problem: { type: 'no_code_block', what, hint, exit: 'failed' } satisfies Problem };
}

function missingWords(blocks: readonly Fenced[], wanted: BlockRef): string {
  if (blocks.length === 0) return 'no code block';
  const languages = blocks.map(({ language }) => (language === '' ? 'no language' : language)).join(', ');
  const found = `${blocks.length === 1 ? '1 code block' : `${blocks.length} code blocks`} (${languages})`;
  if (typeof wanted === 'number') return `${found}, not ${Math.abs(wanted)}`;
  return `no code block in ${wanted.name}, only ${found}`;
}
