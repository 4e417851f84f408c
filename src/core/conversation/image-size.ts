export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** The size that an image says it has in its first bytes; `undefined` if they do not say, or are damaged. */
export function imageSize(bytes: Uint8Array): ImageSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  try {
    const size = SIZES.find(([start]) => startsWith(view, start))?.[1](view);
    return size === undefined || size.width === 0 || size.height === 0 ? undefined : size;
  } catch (error) {
    // The view was read beyond its end.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const SIZES: readonly (readonly [string, (view: DataView) => ImageSize | undefined])[] = [
  ['\x89PNG\r\n\x1a\n', pngSize],
  ['\xff\xd8\xff', jpegSize],
  ['GIF8', (view) => ({ width: view.getUint16(6, true), height: view.getUint16(8, true) })],
  ['RIFF', webpSize],
];

function startsWith(view: DataView, start: string, at = 0): boolean {
  return start.split('').every((char, index) => view.getUint8(at + index) === char.charCodeAt(0));
}

function pngSize(view: DataView): ImageSize | undefined {
  return startsWith(view, 'IHDR', 12) ? { width: view.getUint32(16), height: view.getUint32(20) } : undefined;
}

/** Goes from segment to segment until one starts a frame. Each takes at least two bytes. */
function jpegSize(view: DataView): ImageSize | undefined {
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at += 1;
    else if (isFrame(marker)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    else at += 2 + Math.max(2, view.getUint16(at + 2));
  }
}

/** The other markers of this range define tables, or are reserved. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** A WebP image is lossy, lossless, or has more parts than one. */
function webpSize(view: DataView): ImageSize | undefined {
  if (startsWith(view, 'VP8 ', 12)) {
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  if (startsWith(view, 'VP8L', 12)) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (startsWith(view, 'VP8X', 12)) return { width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 };
  return undefined;
}

const uint24 = (view: DataView, at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000;
