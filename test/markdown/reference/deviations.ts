/** Where we read a document in another way than the reference parser, and why. All of them stand here. */
export interface Deviation {
  readonly because: string;
  /** The smallest document that is read in another way. */
  readonly example: string;
  /** Which documents may be read in another way. */
  readonly where: RegExp | ((document: string) => boolean);
}

export const DEVIATIONS: readonly Deviation[] = [
  // What we do on purpose.
  {
    because: 'cells that are too many share the last column: no word may be lost',
    example: '| a |\n|---|\n| b | c |',
    where(document) {
      const lines = document.split('\n');
      const bars = (line: string) => line.split('|').length;
      return lines.some(
        (line, at) => /^[\s|:-]*-[\s|:-]*$/.test(line) && lines.slice(at + 1).some((row) => bars(row) > bars(line)),
      );
    },
  },
  {
    because: 'nothing in a formula is Markdown',
    example: '$a*b*c$',
    where: /\$[^\s$]|\$\$|\\[([]|\\begin/,
  },

  // What CommonMark or GitHub says, or does, and micromark does not.
  {
    because: 'a symbol is one, also if it takes two UTF-16 units: CommonMark counts characters',
    example: 'a*🎉*',
    where: /[\u{10000}-\u{10ffff}]/u,
  },
  {
    because:
      'the rule of three goes by the lengths of runs in the source, as in the reference implementation of CommonMark',
    example: 'a***b****',
    where: (document) =>
      ['*', '_'].some((marker) => {
        const runs = document.split(/[^*_]+|(?<=\*)(?=_)|(?<=_)(?=\*)/).filter((run) => run.startsWith(marker));
        return new Set(runs.map((run) => run.length)).size > 1;
      }),
  },
  {
    because: 'struck text and emphasis end in the order in which their ends come, as on GitHub',
    example: 'a~*~*b~',
    where: /[*_].*~.*[*_]|~.*[*_].*~/s,
  },
  {
    because: 'mailto: belongs to the address, as in the GFM specification',
    example: 'mailto:a@b.cc',
    where: /mailto:/i,
  },
  {
    because: 'character references in an address are decoded',
    example: 'https://e.com/?a=1&amp;b',
    where: /(?:https?:|www\.).*&[a-z]+;/i,
  },
  { because: 'www. alone is no address', example: '(www.)', where: /www\.(?![^\s\p{P}\p{S}])/iu },
  {
    because: 'an address may stand behind a bracket that opens no link',
    example: '[ http://e.x',
    where: /\[.*(?:https?:|www\.|@)/is,
  },
  {
    because:
      'what may interrupt a paragraph may also follow something else: an empty item, and a list that begins with 2',
    example: '    a\n2. b',
    where: /\n[ >\t]*.*(?:[-+*]|\d[.)])[ \t]*(?:\n|$)|(?:^|\n) {0,3}(?: |\t).*\n(?:.*\n)*?[ >]*\d+[.)]/,
  },
  {
    because: 'indented code behind a quote or an empty item is one block',
    example: '>\n    a\n    b',
    where: /(?:>|^[ \t]*(?:[-+*]|\d+[.)]))[^\n]*\n+(?: {4,}|\t)/m,
  },
  {
    because: 'a tag alone on its line never interrupts a paragraph, nor where the line continues it without its marker',
    example: '> a\n<b>',
    where: /^[ \t]*(?:[>+*-]|\d+[.)]|\[\^)[^]*\n {0,3}<\/?[a-z]/im,
  },
];

/** The examples of the specifications that are read in another way; those that define a link after its use come on top. */
export const EXAMPLES: readonly (readonly [name: string, because: string])[] = [
  ['GFM example 204 (4.10 Tables (extension))', 'cells that are too many share the last column: no word may be lost'],
  ['GFM example 633 (6.9 Autolinks (extension))', 'mailto: belongs to the address, as in the GFM specification'],
];

/** The deviations that may show in a document. */
export function deviationsOf(document: string): readonly Deviation[] {
  return DEVIATIONS.filter(({ where }) => (typeof where === 'function' ? where(document) : where.test(document)));
}
