import { count } from '../core/text/numbers.ts';
import { isObject, isTooDeep, TOO_DEEP, type JsonObject } from '../core/text/json.ts';
import { sanitizeLine } from '../core/text/sanitize.ts';
import type { Block } from '../core/reply/reply.ts';
import type { CallResult } from '../core/reply/tool-types.ts';

/** A longer result would fill the conversation. */
const MAX_CHARACTERS = 200_000;
/** The API's limit for an image, in characters of base64. */
const MAX_IMAGE_CHARACTERS = 5 * 1024 * 1024;

/** A tool's result as the API accepts it: text and images, and a note in place of anything else. */
export function toToolResult(raw: unknown): CallResult {
  const { content, structuredContent, isError } = isObject(raw) ? raw : {};
  const blocks = (Array.isArray(content) ? content : []).filter(isObject).map(blockOf);
  const shown = isError === true ? blocks.map(withoutImage) : blocks;
  const used = shown.filter((block) => typeof block !== 'string' || block.trim() !== '');
  if (used.length === 0 && structuredContent !== undefined) used.push(asText(structuredContent));
  const capped = capText(used);
  const [only] = capped;
  return {
    content: capped.length <= 1 && !isImage(only) ? (only ?? NOTHING) : capped.map(asBlock),
    isError: isError === true,
  };
}

const asText = (json: unknown): string => (isTooDeep(json) ? `(content omitted: ${TOO_DEEP})` : JSON.stringify(json));

/** The result of a call that failed: a sentence for the model. */
export const failedCall = (sentence: string): CallResult => ({ content: sentence, isError: true });

const NOTHING = '(no output)';

type Piece = string | Block;
const isImage = (piece: Piece | undefined): piece is Block => piece !== undefined && typeof piece !== 'string';
const asBlock = (piece: Piece): Block => (typeof piece === 'string' ? { type: 'text', text: piece } : piece);
/** The API accepts no images in the result of a failed call. */
const withoutImage = (piece: Piece): Piece => (isImage(piece) ? '(image omitted)' : piece);

function blockOf(item: JsonObject): Piece {
  switch (item['type']) {
    case 'text':
      return text(item['text']);
    case 'image':
      return imageBlock(item['data']) ?? `(image omitted: ${nameOf(item['mimeType'])})`;
    case 'audio':
      return `(audio omitted: ${nameOf(item['mimeType'])})`;
    case 'resource':
      return resourceBlock(isObject(item['resource']) ? item['resource'] : {});
    case 'resource_link':
      return linkText(item);
    default:
      return `(unsupported content omitted: ${nameOf(item['type'])})`;
  }
}

function resourceBlock(resource: JsonObject): Piece {
  const { uri, mimeType, blob } = resource;
  if (typeof resource['text'] === 'string') return `${nameOf(uri)}:\n${text(resource['text'])}`;
  return imageBlock(blob) ?? `(binary file omitted: ${nameOf(uri)}, ${nameOf(mimeType)})`;
}

function linkText({ uri, name, title, description, mimeType }: JsonObject): string {
  const what = [title ?? name, mimeType, description].filter((part) => typeof part === 'string' && part !== '');
  return `${nameOf(uri)}${what.length === 0 ? '' : ` (${what.map(nameOf).join('; ')})`}`;
}

/** By the first bytes, since the API rejects a request with an image of another type than declared. */
const SIGNATURES: readonly (readonly [string, RegExp])[] = [
  ['image/png', /^\x89PNG\r\n\x1a\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF[^]{4}WEBP/],
];

function imageBlock(data: unknown): Block | undefined {
  if (typeof data !== 'string' || data.length > MAX_IMAGE_CHARACTERS) return undefined;
  if (data.length % 4 !== 0 || !/^[A-Za-z\d+/]+={0,2}$/.test(data)) return undefined;
  const start = Buffer.from(data.slice(0, 32), 'base64').toString('latin1');
  const type = SIGNATURES.find(([, signature]) => signature.test(start))?.[0];
  return type === undefined ? undefined : { type: 'image', source: { type: 'base64', media_type: type, data } };
}

/** Cuts the texts to the limit for all of them, and adds a sentence that says so. */
function capText(pieces: readonly Piece[]): Piece[] {
  const total = pieces.reduce((sum, piece) => sum + (typeof piece === 'string' ? piece.length : 0), 0);
  if (total <= MAX_CHARACTERS) return [...pieces];
  let room = MAX_CHARACTERS;
  const capped = pieces.flatMap((piece): Piece[] => {
    if (typeof piece !== 'string') return [piece];
    const part = piece.slice(0, room);
    room -= part.length;
    return part.trim() === '' ? [] : [part.toWellFormed()];
  });
  return [
    ...capped,
    `(Output truncated to the first ${count(MAX_CHARACTERS)} of ${count(total)} characters. Request less at a time.)`,
  ];
}

/** Without lone surrogates, which the API rejects. */
const text = (json: unknown): string => (typeof json === 'string' ? json.toWellFormed() : '');
const nameOf = (json: unknown): string =>
  typeof json === 'string' && json !== '' ? sanitizeLine(json, 300) : 'unknown type';
