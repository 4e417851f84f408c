import { ErrorCode, JSONRPCMessageSchema, type JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { quietly } from '../core/problem/quietly.ts';
import { isObject } from '../core/text/json.ts';

/** What a server sent. */
export type Received =
  | { readonly type: 'message'; readonly message: JSONRPCMessage }
  /** A response that does not tell to which request. */
  | { readonly type: 'lost' }
  | { readonly type: 'noise' };

/**
 * Reads a message. A response that does not fit its request becomes an error of that request: skipped, the request would
 * wait for an answer that can no longer come.
 */
export function fitMessage(json: unknown): Received {
  if (!isObject(json)) return NOISE;
  const { id, result, error } = json;
  if ('method' in json) return asReceived(parsed(json));
  if (id === undefined && result === undefined && error === undefined) return NOISE;
  if (typeof id !== 'number' && typeof id !== 'string') return { type: 'lost' };
  const number = Number(id);
  // The SDK would take '' for 0.
  return String(number) === String(id) ? { type: 'message', message: response(number, result, error) } : NOISE;
}

/** What a server wrote; `undefined` if it is not JSON. Where it is nested too deep, only that part of it is left out later. */
export const parseMessage = (text: string): unknown => quietly(() => JSON.parse(text) as unknown);

/** The response that has a request fail. */
export function failure(id: string | number, message: string, code: number = ErrorCode.InternalError): JSONRPCMessage {
  return { jsonrpc: '2.0', id, error: { code, message } };
}

const NOISE: Received = { type: 'noise' };
const asReceived = (message: JSONRPCMessage | undefined): Received =>
  message === undefined ? NOISE : { type: 'message', message };

const parsed = (json: unknown): JSONRPCMessage | undefined => JSONRPCMessageSchema.safeParse(json).data;

function response(id: number, result: unknown, error: unknown): JSONRPCMessage {
  // Some servers send both fields, and null for the one that does not apply.
  const hasResult = result !== undefined && result !== null;
  if (error === undefined || error === null) {
    const what = hasResult ? 'an invalid result' : 'no result';
    return parsed({ jsonrpc: '2.0', id, result }) ?? failure(id, `the response has ${what}`);
  }
  if (hasResult) return failure(id, 'the response has both a result and an error');
  const { code, message } = isObject(error) ? error : { code: undefined, message: error };
  if (typeof message !== 'string' || message === '') return failure(id, 'the response has an error without a message');
  return failure(id, message, Number.isInteger(code) ? (code as number) : undefined);
}
