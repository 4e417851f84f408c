import { quietly } from '../problem/quietly.ts';
import { isObject, parseJson } from '../text/json.ts';
import { isSecretName, mayBeSecret } from './secret-names.ts';
import type { Secrets } from './secrets.ts';
import { passwordsIn } from './url-password.ts';

/** The registry, for those who only add to it. */
export type Adding = Pick<Secrets, 'add'>;

const KEYS = /^ANTHROPIC_(?:API_KEY|AUTH_TOKEN|IDENTITY_TOKEN|WEBHOOK_SIGNING_KEY)$/;
const URLS = /^(?:ANTHROPIC_BASE_URL|(?:HTTPS?|ALL)_PROXY)$/i;

/** The secrets in the variables that this program and the SDK read. */
export function addEnvironment(secrets: Adding, environment: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value = ''] of Object.entries(environment)) {
    if (KEYS.test(name)) secrets.add(value);
    if (URLS.test(name)) addPasswords(secrets, value);
  }
  for (const line of environment['ANTHROPIC_CUSTOM_HEADERS']?.split('\n') ?? []) {
    const [, name = '', value = ''] = /^([^:]*):(.*)$/.exec(line) ?? [];
    addSetting(secrets, name, value);
  }
}

/** Where something is, or who the user is: what a config refers to without meaning a secret. */
const PLACES = /^(?:HOME|PATH|PWD|USER|LOGNAME|USERNAME|USERPROFILE|SHELL|TERM|LANG|TMPDIR|TMP|TEMP|APPDATA|XDG_\w+)$/;

/** The value of a variable that a config refers to. */
export function addVariable(secrets: Adding, name: string, value: string): void {
  addPasswords(secrets, value);
  if (!PLACES.test(name)) secrets.add(value);
}

/** The value of a setting if it may be a secret, and the credentials in that of an `Authorization`. */
export function addSetting(secrets: Adding, name: string, value: string): void {
  addPasswords(secrets, value);
  if (!mayBeSecret(name, value.trim())) return;
  const [, scheme = '', credentials = value] = /^\s*(basic|bearer|token)\s+(.*)$/is.exec(value) ?? [];
  secrets.add(credentials);
  if (scheme.toLowerCase() === 'basic') addUser(secrets, Buffer.from(credentials, 'base64').toString());
}

/** The secrets in the headers of a request, and in its body if it asks for a token. */
export function addRequest(secrets: Adding, headers: Readonly<Record<string, string>>, body: unknown): void {
  for (const [name, value] of Object.entries(headers)) if (isSecretName(name)) addSetting(secrets, name, value);
  const json = typeof body === 'string' && body.includes('"grant_type"') ? parseJson(body) : undefined;
  if (!isObject(json)) return;
  for (const name of ['refresh_token', 'assertion']) if (typeof json[name] === 'string') secrets.add(json[name]);
}

/** The secrets in the arguments of a program: `--token=value`, `--token value`, and passwords in URLs. */
export function addArguments(secrets: Adding, args: readonly string[]): void {
  for (const [index, arg] of args.entries()) {
    addPasswords(secrets, arg);
    const [, name = '', value = args[index + 1]] = /^--?([\w-]+)(?:=([^]*))?$/.exec(arg) ?? [];
    if (isSecretName(name)) secrets.add(value);
  }
}

/** The passwords of the URLs in a text. */
export function addPasswords(secrets: Adding, text: string): void {
  for (const written of passwordsIn(text)) addUser(secrets, quietly(() => decodeURIComponent(written)) ?? written);
}

/** `user:password`, also as it is sent in a header. A user name alone is a token. */
function addUser(secrets: Adding, user: string): void {
  secrets.add(user);
  secrets.add(user.replace(/^[^:]*:/, ''));
  secrets.add(Buffer.from(user).toString('base64'));
}
