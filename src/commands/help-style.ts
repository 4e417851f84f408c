import { styleText } from 'node:util';

const bold = (text: string) => styleText('bold', text, { validateStream: false });
const cyan = (text: string) => styleText('cyan', text, { validateStream: false });

/** A help page for a terminal with colours: headings in bold; flags, commands and settings in colour. */
export function styleHelp(text: string): string {
  let isList = false;
  const styled = text.split('\n').map((line) => {
    const [heading] = /^[A-Z][\w ]*:(?=$| )/.exec(line) ?? [];
    if (heading !== undefined) {
      isList = !heading.startsWith('Example');
      return bold(heading) + line.slice(heading.length);
    }
    return isList
      ? line.replace(/^( {2})(\S+(?: \S+)*)/, (_, indent: string, term: string) => indent + cyan(term))
      : line;
  });
  return styled.join('\n');
}
