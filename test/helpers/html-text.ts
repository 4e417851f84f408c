import { decodeHTMLStrict } from 'entities';

/**
 * The text of a page's HTML as a browser shows it: each block begins a line, items of lists have their numbers, tasks their
 * boxes, and blocks of code the name of their language.
 */
export function htmlText(html: string): string {
  const numbers: (number | undefined)[] = [];
  const shown = html.replace(/<(\/?)(\w+)([^>]*)>/g, (_, slash: string, name: string, attributes: string) => {
    const attribute = (wanted: string) => new RegExp(` ${wanted}="([^"]*)"`).exec(attributes)?.[1];
    if (name === 'ol' || name === 'ul') {
      if (slash === '/') numbers.pop();
      else numbers.push(name === 'ol' ? Number(attribute('start') ?? 1) : undefined);
    }
    if (name === 'li' && slash === '') {
      const number = numbers.pop();
      numbers.push(number === undefined ? undefined : number + 1);
      return number === undefined ? '\n• ' : `\n${number}. `;
    }
    if (name === 'input') return attribute('checked') === undefined ? '☐' : '☑';
    if (name === 'pre' && slash === '') return `\n${attribute('data-language') ?? ''}\n`;
    return /^(?:br|p|pre|div|h\d|li|[uo]l|blockquote|t[hdr]|hr)$/.test(name) ? '\n' : '';
  });
  return decodeHTMLStrict(shown);
}

/** The tags of HTML, without their attributes, and what is wrong with their nesting. */
export function nestingFaults(html: string): string[] {
  const faults: string[] = [];
  const open: string[] = [];
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z]\w*)[^>]*>/g)) {
    if (['br', 'hr', 'input', 'meta'].includes(name)) continue;
    if (slash === '') open.push(name);
    else if (open.pop() !== name) faults.push(`</${name}>`);
  }
  return [...faults, ...open.map((name) => `<${name}>`)];
}
