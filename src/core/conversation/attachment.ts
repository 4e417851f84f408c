import { usageProblem } from '../problem/problem.ts';
import { quietly } from '../problem/quietly.ts';
import type { Block } from '../reply/reply.ts';
import { sanitizeLine } from '../text/sanitize.ts';

const MB = 1024 * 1024;

/** The limits of the Messages API, in bytes of the file. The API counts encoded bytes: base64 turns three into four. */
export const LIMITS = {
  /** 10 MB encoded. */
  image: 7.5 * MB,
  /** 32 MB encoded. */
  pdf: 24 * MB,
  text: 32 * MB,
  /** All attachments of a request together, encoded. */
  request: 32 * MB,
  /** Images per request. */
  images: 600,
} as const;

/** A file to attach, read up to one byte more than `LIMITS.request`. */
export interface AttachmentInput {
  /** Its path or URL. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Its whole size, if known. */
  readonly size?: number | undefined;
}

/**
 * The content of a prompt: the attachments, then the question. Throws a usage problem if the API would not accept them.
 * The same inputs and question always give the same content.
 */
export function contentWith(inputs: readonly AttachmentInput[], question: string | undefined): Block[] {
  const read = inputs.map((input) => ({ name: input.name, block: blockOf(input) }));
  const images = read.filter(({ block }) => block.type === 'image').length;
  if (images > LIMITS.images) {
    throw usageProblem(`${images} images are attached; the API accepts at most ${LIMITS.images} per request`);
  }
  const sent = read.reduce((sum, { block }) => sum + encodedBytes(block), 0);
  if (sent > LIMITS.request) {
    throw usageProblem(
      `the attachments are ${inMb(sent)} when encoded; the API accepts at most ${inMb(LIMITS.request)} per request`,
    );
  }
  // One image is "the image"; several need their names.
  const blocks = read.flatMap(({ name, block }) =>
    block.type === 'image' && images > 1 ? [text(`<image path="${quotable(name)}" />`), block] : [block],
  );
  return question === undefined ? blocks : [...blocks, text(question)];
}

/** The block for a file. Its content decides the type, never its name. Throws a usage problem. */
function blockOf(input: AttachmentInput): Block {
  const { name, bytes } = input;
  if (bytes.length === 0) throw usageProblem(`${shownName(name)} is empty`);
  const image = imageType(bytes);
  if (image !== undefined) {
    checkSize(input, 'images', LIMITS.image);
    return { type: 'image', source: { type: 'base64', media_type: image, data: base64(bytes) } };
  }
  if (isPdf(bytes)) {
    checkSize(input, 'PDFs', LIMITS.pdf);
    const data = base64(bytes);
    return {
      type: 'document',
      source: { type: 'base64', media_type: 'application/pdf', data },
      title: shownName(name),
    };
  }
  const decoded = decodeText(bytes, bytes.length > LIMITS.text);
  if (decoded === undefined) throw unknownKind(input);
  checkSize(input, 'text', LIMITS.text);
  if (decoded.trim() === '') throw usageProblem(`${shownName(name)} contains only whitespace`);
  return text(labelled(name, decoded));
}

const text = (content: string): Block => ({ type: 'text', text: content });
const base64 = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');

function encodedBytes(block: Block): number {
  const source = block['source'] as { data: string } | undefined;
  return source === undefined ? Buffer.byteLength(String(block['text'])) : source.data.length;
}

/** The text between tags that name it. If the text contains such a closing tag, another tag is used. */
function labelled(name: string, content: string): string {
  let tag = 'file';
  for (let n = 2; content.toLowerCase().includes(`</${tag}`); n++) tag = `file-${n}`;
  return `<${tag} path="${quotable(name)}">\n${content}${content.endsWith('\n') ? '' : '\n'}</${tag}>`;
}

/** The name as an attribute: it can end neither the attribute nor the tag. */
function quotable(name: string): string {
  return shownName(name).replace(/[&"<>]/g, (char) => `&${{ '&': 'amp', '"': 'quot', '<': 'lt', '>': 'gt' }[char]};`);
}

/** The name of an attachment, for people. */
export const shownName = (name: string) => sanitizeLine(name, 300);

/** The media type of an image; `undefined`: it is none that the API accepts. */
export function imageType(bytes: Uint8Array): string | undefined {
  const head = latin1(bytes, 0, 12);
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (/^GIF8[79]a/.test(head)) return 'image/gif';
  return /^RIFF[^]{4}WEBP/.test(head) ? 'image/webp' : undefined;
}

/** PDF readers allow other bytes before the header. A text about PDF also contains `%PDF-`, but is valid text. */
export function isPdf(bytes: Uint8Array): boolean {
  const head = latin1(bytes, 0, 1024);
  return (
    head.startsWith('%PDF-') || (head.includes('%PDF-') && decodeText(bytes, bytes.length > LIMITS.text) === undefined)
  );
}

/** Decodes UTF-8, or UTF-16 with a byte order mark. `cut`: the bytes may end in the middle of a character. */
export function decodeText(bytes: Uint8Array, cut: boolean): string | undefined {
  const bom = latin1(bytes, 0, 2);
  const encoding = bom === '\xff\xfe' ? 'utf-16le' : bom === '\xfe\xff' ? 'utf-16be' : 'utf-8';
  const decoded = quietly(() => new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: cut }));
  return decoded?.includes('\0') === true ? undefined : decoded;
}

/** Unsupported files that people often try, by their first bytes. */
const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/^PK\x03\x04/, 'a ZIP archive or an Office document'],
  [/^\x1f\x8b/, 'a gzip archive'],
  [/^[^]{4}ftyp(hei|hev|mif|msf|avi)/, 'a HEIC or AVIF image'],
  [/^[^]{4}ftyp/, 'a video'],
  [/^(II\*\0|MM\0\*)/, 'a TIFF image'],
  [/^BM/, 'a BMP image'],
];

function unknownKind({ name, bytes }: AttachmentInput) {
  const head = latin1(bytes, 0, 16);
  const known = REFUSED.find(([pattern]) => pattern.test(head))?.[1];
  return usageProblem(
    `${shownName(name)} is ${known ?? 'not a supported file type'}`,
    'supported: text (UTF-8 or UTF-16), images (PNG, JPEG, GIF, WebP) and PDF',
  );
}

function checkSize({ name, bytes, size = bytes.length }: AttachmentInput, kind: string, maxBytes: number): void {
  if (bytes.length <= maxBytes) return;
  const large =
    bytes.length > LIMITS.request && size === bytes.length ? `more than ${inMb(LIMITS.request)}` : inMb(size);
  throw usageProblem(`${shownName(name)} is too large (${large}); the API accepts ${kind} up to ${inMb(maxBytes)}`);
}

/** 7.5 MB. Rounded up, so that a size just over a limit does not look like the limit. */
const inMb = (bytes: number) => `${Math.ceil((bytes / MB) * 10) / 10} MB`;

const latin1 = (bytes: Uint8Array, from: number, to: number) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1', from, to);
