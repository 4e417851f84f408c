import { isObject, type JsonObject } from '../text/json.ts';
import { sanitizeLine } from '../text/sanitize.ts';

/** The result of a call as text for people: all of it that can be read. */
export interface ResultText {
  readonly text: string;
  readonly isError: boolean;
}

const MAX_TITLE = 1_000;

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
  return items.map(itemText).join('\n');
}

function itemText(item: JsonObject): string {
  const { type, text, title, url } = item;
  if (type !== 'web_search_result') return isText(text) ? text : `[${firstText(type)}]`;
  const named = [title, isText(title) && isText(url) ? `(${url})` : url];
  return sanitizeLine(named.filter(isText).join(' '), MAX_TITLE);
}

/** The results of running code, fetching a page or searching for tools; JSON if the format is unknown. */
function objectText(content: JsonObject): ResultText {
  const { stdout, stderr, return_code: code, url, tool_references: references, text, lines } = content;
  if (typeof stdout === 'string') {
    const failed = typeof code === 'number' && code !== 0;
    const all = [stdout, typeof stderr === 'string' ? stderr : '', failed ? `exit code ${code}` : ''];
    return { text: all.filter((part) => part.trim() !== '').join('\n'), isError: failed };
  }
  const names = Array.isArray(references) && references.filter(isObject).map((one) => firstText(one['tool_name']));
  const texts = [
    names && names.join(', '),
    text,
    Array.isArray(lines) && lines.filter(isText).join('\n'),
    pageText(url, content['content']),
    content['content'],
  ];
  const known = texts.find(isText);
  return { text: known ?? restAsJson(content), isError: false };
}

function restAsJson(content: JsonObject): string {
  const rest = Object.entries(content).filter(([key]) => key !== 'type');
  return rest.length === 0 ? '' : JSON.stringify(Object.fromEntries(rest));
}

/** The text of a page that was fetched, below where it is from. */
function pageText(url: unknown, page: unknown): string | undefined {
  if (!isText(url)) return undefined;
  const source = isObject(page) && isObject(page['source']) ? page['source'] : {};
  return source['type'] === 'text' && isText(source['data']) ? `${url}\n${source['data']}` : url;
}

const isText = (json: unknown): json is string => typeof json === 'string';

/** The first of the values that is a text. A strange object cannot even be turned into one. */
const firstText = (...values: readonly unknown[]): string => values.find(isText) ?? '';
