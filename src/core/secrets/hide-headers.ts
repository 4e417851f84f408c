import { isObject } from '../text/json.ts';
import { isSecretName } from './secret-names.ts';
import { MASK } from './secret-shapes.ts';

/** What is logged about a request or a response, without cookies, keys and the like in its `headers`. */
export function hideHeaders(logged: unknown): unknown {
  if (!isObject(logged) || !isObject(logged['headers'])) return logged;
  const headers = Object.entries(logged['headers']).map(([name, value]) => [name, isSecretName(name) ? MASK : value]);
  return { ...logged, headers: Object.fromEntries(headers) as unknown };
}
