import fc from 'fast-check';
import { expect, test } from 'vitest';
import { passwordsIn, withoutPassword, withoutPasswords } from '../../../src/core/secrets/url-password.ts';

test.each([
  ['http://u:PW@host/x', 'http://host/x'],
  ['http://u:p@ss:PW@host/x', 'http://host/x'],
  ['http:u:PW@host', 'http:host'],
  ['http:\\\\u:PW@host\\x@y', 'http:\\\\host\\x@y'],
  ['HTTPS:/u:PW@host', 'HTTPS:/host'],
  ['ws:u@host', 'ws:host'],
  ['wss:u@host', 'wss:host'],
  ['ftp:u@host', 'ftp:host'],
  ['https:u@host', 'https:host'],
  ['postgres://u:PW@host/db', 'postgres://host/db'],
  ['git+ssh-2.0://u:PW@host', 'git+ssh-2.0://host'],
  ['//u:PW@host/', '//host/'],
  ['\\\\u:PW@host', '\\\\host'],
  ['http://u:p w@host', 'http://host'],
  ['http://u:a/b@host', 'http://host'],
  ['http://u:a?b@host', 'http://host'],
  ['http://u:1?b@host', 'http://u:1?b@host'],
  ['http://host:1x/@a/@b', 'http://b'],
  ['http://a:b@one,http://c:d@two', 'http://one,http://two'],
  ['http://one/?next=http://c:d@two/', 'http://one/?next=http://two/'],
  ['http://a:http://b:c@two', 'http://two'],
  ['http://host/@user', 'http://host/@user'],
  ['http://host?a=b@c', 'http://host?a=b@c'],
  ['http://host#b@c', 'http://host#b@c'],
  ['mailto:user@host', 'mailto:user@host'],
  ['npm:@scope/package', 'npm:@scope/package'],
  ['git@host:owner/project', 'git@host:owner/project'],
  ['a//u@host', 'a//u@host'],
  ['1http://u@host', '1http://host'],
  ['plain', 'plain'],
  ['', ''],
])('%j is shown as %j', (url, shown) => {
  expect(withoutPassword(url)).toBe(shown);
});

test('a URL is searched only as far as a password may reach', () => {
  const long = (length: number) => `http://${'a'.repeat(length)}@host`;
  expect(withoutPassword(long(1999))).toBe('http://host');
  expect(withoutPassword(long(2000))).toBe(long(2000));
});

test('in a text all URLs are found, up to a blank or a quote', () => {
  expect(withoutPasswords('see "http://u:PW@a", <http://v:PW@b> and me@c.test')).toBe(
    'see "http://a", <http://b> and me@c.test',
  );
  expect(withoutPasswords("a 'http://u:PW@a'@x `http://u:PW@a`@x")).toBe("a 'http://a'@x `http://a`@x");
  expect(withoutPasswords('http://a b@c')).toBe('http://a b@c');
});

test('the passwords are given as they are written', () => {
  expect(passwordsIn('http://u:p%40w@a http://v@b')).toEqual(['u:p%40w', 'v']);
  expect(passwordsIn('http://a/')).toEqual([]);
});

test('whatever a URL parser takes for a URL with a password, none is shown, and the host is', () => {
  const part = fc.string({ unit: fc.constantFrom(...'aZ9:@%[]!$&*-_.;=~'.split('')), maxLength: 8 });
  const start = fc.constantFrom('http://', 'https:', 'http:\\\\', 'https:/\\', 'ws://', 'ssh://', 'HTTP:////');
  fc.assert(
    fc.property(start, part, part, fc.constantFrom('', '/a', '?x@y', '#x@y', '/@'), (scheme, user, password, rest) => {
      const text = `${scheme}${user}:${password}@host${rest}`;
      fc.pre(URL.canParse(text));
      const shown = withoutPassword(text);
      const { username, password: hidden, hostname, pathname, search, hash } = new URL(shown);
      const before = new URL(text);
      expect({ username, hidden, hostname, pathname, search, hash }).toEqual({
        username: '',
        hidden: '',
        hostname: before.hostname,
        pathname: before.pathname,
        search: before.search,
        hash: before.hash,
      });
    }),
  );
});
