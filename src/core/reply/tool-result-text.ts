import { isObject, type JsonObject } from '../text/json.ts';
import { sanitizeLine } from '../text/sanitize.ts';

/** The result of a call as text for people, in one or a few lines. */
export interface ResultText {
  readonly text: string;
  readonly isError: boolean;
}

/** How many search results are listed. */
const MAX_LISTED = 3;

/** The text of a result block, of an MCP tool (`tool_result`) or a hosted tool. */
export function resultText(block: JsonObject): ResultText {
  const { content } = block;
  if (isObject(content) && typeof content['error_code'] === 'string') {
    return { text: content['error_code'].replaceAll('_', ' '), isError: true };
  }
  const isError = block['is_error'] === true;
  if (typeof content === 'string') return { text: content, isError };
  if (Array.isArray(content)) return { text: listText(content.filter(isObject)), isError };
  return isObject(content) ? objectText(content) : { text: '', isError };
}

function listText(items: readonly JsonObject[]): string {
  const found = items.filter(({ type }) => type === 'web_search_result');
  if (found.length === 0) return items.map(itemText).join('\n');
  const titles = found.slice(0, MAX_LISTED).map(({ title, url }) => sanitizeLine(firstText(title, url), 80));
  return `${found.length} ${found.length === 1 ? 'result' : 'results'}: ${titles.join('; ')}${found.length > MAX_LISTED ? '; …' : ''}`;
}

function itemText(item: JsonObject): string {
  return typeof item['text'] === 'string' ? item['text'] : `[${firstText(item['type'])}]`;
}

/** The results of running code, fetching a page or searching for tools; nothing if the format is unknown. */
function objectText(content: JsonObject): ResultText {
  const { stdout, stderr, return_code: code, url, tool_references: references, text, lines } = content;
  if (typeof stdout === 'string') {
    const failed = typeof code === 'number' && code !== 0;
    const all = [stdout, typeof stderr === 'string' ? stderr : '', failed ? `exit code ${code}` : ''];
    return { text: all.filter((part) => part.trim() !== '').join('\n'), isError: failed };
  }
  const names = Array.isArray(references) && references.filter(isObject).map((one) => firstText(one['tool_name']));
  const texts = [
    url,
    names && names.join(', '),
    text,
    Array.isArray(lines) && lines.filter(isText).join('\n'),
    content['content'],
  ];
  return { text: firstText(...texts), isError: false };
}

const isText = (json: unknown): json is string => typeof json === 'string';

/** The first of the values that is a text. A strange object cannot even be turned into one. */
const firstText = (...values: readonly unknown[]): string => values.find(isText) ?? '';
