const word = 'twelve chars';
const wordsPerBlock = 1000;

const event = (data) => `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
const delta = event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: word } });

/** The events before a reply's first text. */
export const head =
  event({
    type: 'message_start',
    message: {
      id: 'msg_bench',
      type: 'message',
      role: 'assistant',
      model: 'claude-opus-5-5',
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { input_tokens: 10, output_tokens: 1 },
    },
  }) + event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } });

/** The events after a reply's last text. */
export const tail =
  event({ type: 'content_block_stop', index: 0 }) +
  event({
    type: 'message_delta',
    delta: { stop_reason: 'end_turn', stop_sequence: null },
    usage: { output_tokens: 1000 },
  }) +
  event({ type: 'message_stop' });

/** `count` events of twelve characters each; by default as many as in a block of a long reply. */
export function deltas(count = wordsPerBlock) {
  return delta.repeat(count);
}

/** The number of blocks in a reply with this many megabytes of text. */
export function blocksIn(megabytes) {
  return Math.ceil((megabytes * 1e6) / textBytesIn(1));
}

/** The number of bytes of text in this many blocks. */
export function textBytesIn(blocks) {
  return blocks * wordsPerBlock * word.length;
}
