import { MarkdownStream, type MarkdownStreamOptions } from '../../src/markdown/markdown-stream.ts';

/** The rows of a document that arrives in these pieces. */
export function rowsOf(pieces: string | readonly string[], options: MarkdownStreamOptions = {}): string[] {
  const stream = new MarkdownStream(options);
  const rows = [pieces].flat().flatMap((piece) => stream.push(piece));
  return [...rows, ...stream.end()];
}

/** The same without styles and links. */
export function plainRows(pieces: string | readonly string[], options: MarkdownStreamOptions = {}): string[] {
  return rowsOf(pieces, { color: 0, hyperlinks: false, ...options });
}

/** SGR as chalk writes it, and OSC 8 with its id and end: all that a row may contain besides text. */
export const SEQUENCES = /\u001b\[(?:\d+(?:;\d+)*)?m|\u001b\]8;(?:id=[a-z\d]+;[\x21-\x7e]+|;)\u001b\\/g;

export function withoutSequences(row: string): string {
  return row.replace(SEQUENCES, '');
}
