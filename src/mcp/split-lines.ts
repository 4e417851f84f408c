const LINE_FEED = 10;

/**
 * Splits bytes that arrive in pieces into lines. A line longer than `most` bytes is passed on before its end, not
 * `whole`; its rest follows as another line.
 */
export function lineReader(onLine: (line: string, whole: boolean) => void, most: number): (piece: Uint8Array) => void {
  let pieces: Uint8Array[] = [];
  let length = 0;
  const take = (piece: Uint8Array) => {
    pieces.push(piece);
    length += piece.length;
  };
  const give = (whole: boolean) => {
    const line = Buffer.concat(pieces).toString();
    pieces = [];
    length = 0;
    onLine(line, whole);
  };
  return (piece) => {
    let from = 0;
    for (let end = piece.indexOf(LINE_FEED); end !== -1; end = piece.indexOf(LINE_FEED, from)) {
      take(piece.subarray(from, end));
      give(true);
      from = end + 1;
    }
    if (from < piece.length) take(piece.subarray(from));
    if (length > most) give(false);
  };
}
