import { Marked, type Token } from 'marked';

export interface CodeBlock {
  /** The first word behind the fence; empty where there is none. */
  readonly language: string;
  /** As it stands between the fences, ended by a line break. */
  readonly code: string;
}

/** The fenced code blocks of a text, at whatever depth they stand, in order. */
export function codeBlocksOf(text: string): CodeBlock[] {
  const marked = new Marked();
  const blocks: CodeBlock[] = [];
  void marked.walkTokens(marked.lexer(text), (token: Token) => {
    if (token.type !== 'code' || token['codeBlockStyle'] === 'indented') return;
    const code = token['text'] as string;
    const language = /^\S*/.exec((token['lang'] as string | undefined) ?? '')![0];
    blocks.push({ language, code: code === '' || code.endsWith('\n') ? code : `${code}\n` });
  });
  return blocks;
}
