import type { Plugin } from 'rolldown';

const FILE = /[/\\]string-width[/\\]index\.js$/;
const IMPORTS = /^(?:import .+;\n)+/;
const EXPORT = 'export default function stringWidth(';
const EXPRESSION = /^(const \w+ = )\/(.+)\/([a-z]*);$/gm;

/**
 * Makes string-width set itself up when it is first called. Most text is measured without it, and its expressions, which
 * are compiled where they stand in the source, and its segmenter take longer than all else that rendering loads. If it has
 * another form, the build fails.
 */
export function withLateStringWidth(): Plugin {
  let isPatched = false;
  return {
    name: 'late-string-width',
    transform: {
      filter: { id: FILE },
      handler(code) {
        const imports = IMPORTS.exec(code)?.[0];
        if (imports === undefined || !code.includes(EXPORT) || code.search(EXPRESSION) === -1) return undefined;
        isPatched = true;
        const body = code
          .slice(imports.length)
          .replace(EXPORT, 'return function stringWidth(')
          .replaceAll(EXPRESSION, (_, start: string, source: string, flags: string) => {
            return `${start}new RegExp(${JSON.stringify(source)}, '${flags}');`;
          });
        return `${imports}let measure;
export default function stringWidth(text, options) {
  return (measure ??= setUp())(text, options);
}
function setUp() {
${body}
}`;
      },
    },
    buildEnd(error) {
      if (error !== undefined || isPatched) return;
      this.error(`no module in the known form matches ${FILE}: see build/late-string-width.ts`);
    },
  };
}
