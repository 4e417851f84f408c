import type { Token, Tokens } from 'marked';

/** Text as it is shown: escapes and character references are replaced in it. */
export function textToken(raw: string, text = raw): Tokens.Text {
  return { type: 'text', raw, text };
}

export function breakToken(raw: string): Tokens.Br {
  return { type: 'br', raw };
}

export function codeToken(raw: string, text: string): Tokens.Codespan {
  return { type: 'codespan', raw, text };
}

export function htmlToken(raw: string): Tokens.Tag {
  return { type: 'html', raw, text: raw, inLink: false, inRawBlock: false, block: false };
}

export function spanToken(type: 'strong' | 'em' | 'del', marker: string, tokens: Token[]): Token {
  return { type, raw: marker + rawOf(tokens) + marker, text: rawOf(tokens), tokens };
}

export function linkToken(raw: string, href: string, tokens: Token[]): Tokens.Link {
  return { type: 'link', raw, href, text: plainOf(tokens), tokens };
}

/** An image, whose description is plain text. */
export function imageToken(raw: string, href: string, text: string): Tokens.Image {
  return { type: 'image', raw, href, title: null, text, tokens: [] };
}

/** The source of the tokens. */
export function rawOf(tokens: readonly Token[]): string {
  return tokens.reduce((raw, token) => raw + token.raw, '');
}

/** What the tokens say, without markup. */
export function plainOf(tokens: readonly Token[]): string {
  return tokens.reduce((plain, token) => plain + plainText(token), '');
}

function plainText(token: Token): string {
  if (token.type === 'br') return '\n';
  if (token.type === 'html') return '';
  if (token.type !== 'image' && 'tokens' in token && token.tokens !== undefined) return plainOf(token.tokens);
  return 'text' in token && typeof token.text === 'string' ? token.text : '';
}
