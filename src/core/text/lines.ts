const LINE_FEED = 0x0a;

/** Cuts arriving bytes into lines. A line keeps its line feed. */
export interface LineCutter {
  /** The lines that these bytes complete. */
  push(chunk: Uint8Array): Uint8Array[];
  /** What has arrived since the last line feed. */
  rest(): Uint8Array;
}

/** A line longer than `maxLength` bytes comes in several pieces: only the last of them ends in a line feed. */
export function createLineCutter(maxLength = Number.POSITIVE_INFINITY): LineCutter {
  let open: Uint8Array[] = [];
  let length = 0;
  const join = (): Uint8Array => {
    const line = open.length === 1 ? open[0]! : Buffer.concat(open);
    open = [];
    length = 0;
    return line;
  };
  return {
    push(chunk) {
      const lines: Uint8Array[] = [];
      let start = 0;
      for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
        open.push(chunk.subarray(start, end + 1));
        lines.push(join());
        start = end + 1;
      }
      if (start < chunk.length) open.push(chunk.subarray(start));
      length += chunk.length - start;
      if (length > maxLength) lines.push(join());
      return lines;
    },
    rest: join,
  };
}
