const LINE_FEED = 0x0a;

/** Cuts bytes into lines as they come; a line keeps its line feed. */
export interface LineCutter {
  /** The lines that these bytes complete. */
  push(chunk: Uint8Array): Uint8Array[];
  /** What has come since the last line feed. */
  rest(): Uint8Array;
}

export function createLineCutter(): LineCutter {
  let open: Uint8Array[] = [];
  return {
    push(chunk) {
      const lines: Uint8Array[] = [];
      let start = 0;
      for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
        const piece = chunk.subarray(start, end + 1);
        lines.push(open.length === 0 ? piece : Buffer.concat([...open, piece]));
        open = [];
        start = end + 1;
      }
      if (start < chunk.length) open.push(chunk.subarray(start));
      return lines;
    },
    rest: () => Buffer.concat(open),
  };
}
