/** Styles of what surrounds the replies, by hand: what could make them would take longer to load than all that the prompt needs. */
export interface Tones {
  readonly prompt: (text: string) => string;
  readonly text: (text: string) => string;
  readonly paste: (text: string) => string;
  readonly hint: (text: string) => string;
  readonly chosen: (text: string) => string;
  readonly call: (text: string) => string;
  readonly error: (text: string) => string;
}

export function createTones(color: boolean): Tones {
  const sgr = (open: string, close: string) => (text: string) =>
    color && text !== '' ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return {
    prompt: sgr('1;36', '22;39'),
    text: String,
    paste: sgr('35', '39'),
    hint: sgr('2', '22'),
    chosen: sgr('7', '27'),
    call: sgr('36', '39'),
    error: sgr('31', '39'),
  };
}
