import { usageProblem } from '../problem/problem.ts';
import type { Block } from '../reply/reply.ts';
import { sanitizeLine } from '../text/sanitize.ts';

const MB = 1024 * 1024;

/** What the Messages API takes, in bytes of the file. It counts what is sent, where base64 makes four bytes of three. */
export const LIMITS = {
  /** 10 MB as it is sent. */
  image: 7.5 * MB,
  /** 32 MB as it is sent. */
  pdf: 24 * MB,
  text: 32 * MB,
  /** All attachments of a request together, as they are sent. */
  request: 32 * MB,
  /** How many images a request may have. */
  images: 600,
} as const;

/** Something to attach, as it was read: no more than `LIMITS.request` bytes of it and one. */
export interface AttachmentInput {
  /** What it is called: its path, its URL. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** How large it is, if it was not read to its end and that is known. */
  readonly size?: number | undefined;
}

/**
 * The content of a prompt: what is attached first, the question last. Throws a usage problem for what the API does not
 * take. The same sources and question give the same content.
 */
export function contentWith(sources: readonly AttachmentInput[], question: string | undefined): Block[] {
  const read = sources.map((source) => ({ name: source.name, block: blockOf(source) }));
  const images = read.filter(({ block }) => block.type === 'image').length;
  if (images > LIMITS.images) {
    throw usageProblem(`${images} images are attached; the API accepts at most ${LIMITS.images} per request`);
  }
  const sent = read.reduce((sum, { block }) => sum + sentBytes(block), 0);
  if (sent > LIMITS.request) {
    throw usageProblem(
      `the attachments are ${inMb(sent)} when encoded; the API accepts at most ${inMb(LIMITS.request)} per request`,
    );
  }
  // One image is "the image"; several have to be told apart.
  const blocks = read.flatMap(({ name, block }) =>
    block.type === 'image' && images > 1 ? [text(`<image path="${quotable(name)}" />`), block] : [block],
  );
  return question === undefined ? blocks : [...blocks, text(question)];
}

/** A block of what was read; what it is says its content, never its name. Throws a usage problem. */
function blockOf(source: AttachmentInput): Block {
  const { name, bytes } = source;
  if (bytes.length === 0) throw usageProblem(`${shown(name)} is empty`);
  const image = imageType(bytes);
  if (image !== undefined) {
    checkSize(source, 'images', LIMITS.image);
    return { type: 'image', source: { type: 'base64', media_type: image, data: base64(bytes) } };
  }
  if (isPdf(bytes)) {
    checkSize(source, 'PDFs', LIMITS.pdf);
    const data = base64(bytes);
    return {
      type: 'document',
      source: { type: 'base64', media_type: 'application/pdf', data },
      title: shown(name),
    };
  }
  const decoded = decode(bytes, bytes.length > LIMITS.text);
  if (decoded === undefined) throw unknownKind(source);
  checkSize(source, 'text', LIMITS.text);
  if (decoded.trim() === '') throw usageProblem(`${shown(name)} contains only whitespace`);
  return text(labelled(name, decoded));
}

const text = (content: string): Block => ({ type: 'text', text: content });
const base64 = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');

function sentBytes(block: Block): number {
  const source = block['source'] as { data: string } | undefined;
  return source === undefined ? Buffer.byteLength(String(block['text'])) : source.data.length;
}

/**
 * The text between tags that name it. What ends it cannot stand in it: the tag is another where the text has one like it.
 */
function labelled(name: string, content: string): string {
  let tag = 'file';
  for (let n = 2; content.toLowerCase().includes(`</${tag}`); n++) tag = `file-${n}`;
  return `<${tag} path="${quotable(name)}">\n${content}${content.endsWith('\n') ? '' : '\n'}</${tag}>`;
}

/** As an attribute: it cannot end it, nor the tag. */
function quotable(name: string): string {
  return shown(name).replace(/[&"<>]/g, (char) => `&${{ '&': 'amp', '"': 'quot', '<': 'lt', '>': 'gt' }[char]};`);
}

const shown = (name: string) => sanitizeLine(name, 300);

function imageType(bytes: Uint8Array): string | undefined {
  const head = latin1(bytes, 0, 12);
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (/^GIF8[79]a/.test(head)) return 'image/gif';
  return /^RIFF[^]{4}WEBP/.test(head) ? 'image/webp' : undefined;
}

/** Readers of PDF allow something before the head; text that is about PDF has no other bytes than text has. */
function isPdf(bytes: Uint8Array): boolean {
  const head = latin1(bytes, 0, 1024);
  return (
    head.startsWith('%PDF-') || (head.includes('%PDF-') && decode(bytes, bytes.length > LIMITS.text) === undefined)
  );
}

/** The text, if it is one: UTF-8, or UTF-16 that says so. `cut`: its end is missing, perhaps in the middle of a character. */
function decode(bytes: Uint8Array, cut: boolean): string | undefined {
  const bom = latin1(bytes, 0, 2);
  const encoding = bom === '\xff\xfe' ? 'utf-16le' : bom === '\xfe\xff' ? 'utf-16be' : 'utf-8';
  try {
    const decoded = new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: cut });
    return decoded.includes('\0') ? undefined : decoded;
  } catch {
    return undefined;
  }
}

/** What is often tried, by its first bytes. */
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
    `${shown(name)} is ${known ?? 'not a supported file type'}`,
    'supported: text (UTF-8 or UTF-16), images (PNG, JPEG, GIF, WebP) and PDF',
  );
}

function checkSize({ name, bytes, size = bytes.length }: AttachmentInput, kind: string, most: number): void {
  if (bytes.length <= most) return;
  const large =
    bytes.length > LIMITS.request && size === bytes.length ? `more than ${inMb(LIMITS.request)}` : inMb(size);
  throw usageProblem(`${shown(name)} is too large (${large}); the API accepts ${kind} up to ${inMb(most)}`);
}

/** 7.5 MB; what is a little more than a limit does not look like it. */
const inMb = (bytes: number) => `${Math.ceil((bytes / MB) * 10) / 10} MB`;

const latin1 = (bytes: Uint8Array, from: number, to: number) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1', from, to);
