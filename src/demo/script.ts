/** A demo as its author wrote it: the reply, and the pace at which it arrives. */
export type Script = {
  id: string;
  model: string;
  stopReason: string;
  thinking: string;
  text: string;
  /** The tools called after the text. */
  calls: readonly { readonly name: string; readonly input: object }[];
  usage: { input: number; output: number; thinking: number };
  /** When the first and the last piece arrive, in milliseconds after the request. */
  pace: { start: number; end: number };
};

/** Parses a script: front matter with one `key: value` per line (indented lines continue it), then the reply in Markdown. */
export function parseScript(script: string): Script {
  const [, head, text] = /^---\n(.*?)\n---\n+(.*?)\n*$/su.exec(script.replaceAll('\r\n', '\n')) ?? [];
  if (head === undefined || text === undefined) throw new Error('a demo script must start with front matter');

  const fields = new Map<string, string>();
  for (const line of head.split(/\n(?! )/u)) {
    const [, key = line, value = ''] = /^(\w+): *(?:>-)?(.*)$/su.exec(line) ?? [];
    fields.set(key, value.replaceAll(/\s+/gu, ' ').trim());
  }
  const field = (key: string): string => {
    const value = fields.get(key);
    if (!value) throw new Error(`a demo script needs ${key}`);
    return value;
  };

  return {
    id: field('id'),
    model: field('model'),
    stopReason: field('stop_reason'),
    thinking: fields.get('thinking') ?? '',
    text,
    calls: JSON.parse(fields.get('calls') ?? '[]') as Script['calls'],
    usage: {
      input: Number(field('input_tokens')),
      output: Number(field('output_tokens')),
      thinking: Number(fields.get('thinking_tokens') ?? 0),
    },
    pace: { start: Number(field('first_piece_ms')), end: Number(field('total_ms')) },
  };
}
