import { styleText } from 'node:util';

/** Styles of what surrounds the replies. */
export type Styles = Readonly<
  Record<'prompt' | 'text' | 'paste' | 'hint' | 'chosen' | 'call' | 'error' | 'approval', (text: string) => string>
>;

/** Made with what Node brings along: chalk would take longer to load than all else that the prompt needs. */
export function createStyles(color: boolean): Styles {
  // Whether there is a terminal, and whether it shows colors, is decided elsewhere.
  const style = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    color && text !== '' ? styleText(format, text, { validateStream: false }) : text;
  return {
    prompt: style(['bold', 'cyan']),
    text: style('bold'),
    paste: style('magenta'),
    hint: style('dim'),
    chosen: style('inverse'),
    call: style('cyan'),
    error: style('red'),
    approval: style(['bold', 'yellow']),
  };
}
