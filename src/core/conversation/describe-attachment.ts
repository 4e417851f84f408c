import { count } from '../text/numbers.ts';
import { decodeText, imageType, isPdf, shownName, type AttachmentInput } from './attachment.ts';
import { imageSize } from './image-size.ts';

/** What was attached, in a few words: `f.py, 3 lines`, `cat.png, image, 640 × 480`, `tides.pdf, PDF, 12 pages, 1.4 MB`. */
export function describeAttachment({ name, bytes }: AttachmentInput): string {
  return [shownName(name), ...factsOf(bytes)].join(', ');
}

/** The size of a shorter text says nothing that its lines do not. */
const LARGE_TEXT = 100_000;

function factsOf(bytes: Uint8Array): string[] {
  if (imageType(bytes) !== undefined) {
    const size = imageSize(bytes);
    return ['image', size === undefined ? fileSize(bytes.length) : `${size.width} × ${size.height}`];
  }
  if (isPdf(bytes)) {
    const pages = pageCount(bytes);
    return ['PDF', ...(pages === undefined ? [] : [amount(pages, 'page')]), fileSize(bytes.length)];
  }
  const lines = amount(lineCount(decodeText(bytes, false) ?? ''), 'line');
  return bytes.length < LARGE_TEXT ? [lines] : [lines, fileSize(bytes.length)];
}

const amount = (n: number, what: string) => `${count(n)} ${n === 1 ? what : `${what}s`}`;

function lineCount(text: string): number {
  const breaks = text.match(/\n/g)?.length ?? 0;
  return text.endsWith('\n') ? breaks : breaks + 1;
}

/** The root of a PDF's pages counts all of them. Many files have it in a compressed part. */
function pageCount(bytes: Uint8Array): number | undefined {
  const pdf = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const nodes = pdf.match(/<<[^<>]*>>/g)?.filter((node) => /\/Type\s*\/Pages\b/.test(node)) ?? [];
  const counts = nodes.map((node) => Number(/\/Count\s+(\d{1,6})\b/.exec(node)?.[1] ?? 0));
  return counts.reduce((most, pages) => Math.max(most, pages), 0) || undefined;
}

/** 120 KB, 1.4 MB: as file managers count. */
function fileSize(bytes: number): string {
  if (bytes >= 999_500) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return bytes < 1000 ? amount(bytes, 'byte') : `${Math.round(bytes / 1000)} KB`;
}
