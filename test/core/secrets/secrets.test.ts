import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSecrets } from '../../../src/core/secrets/secrets.ts';

function masked(text: string, ...values: (string | undefined)[]): string {
  const secrets = createSecrets();
  for (const value of values) secrets.add(value);
  return secrets.mask(text);
}

describe('a secret', () => {
  test.each<[string, string, (string | undefined)[]]>([
    ['given my-secret twice my-secret', 'given *** twice ***', ['my-secret']],
    ['nothing', 'nothing', [undefined, '', 'x']],
    ['', '', ['my-secret']],
    ['a.b*c+(d) e', '*** e', ['a.b*c+(d)']],
    ['first-one,second-one', '***,***', ['first-one', 'second-one']],
    ['first-onesecond-one', '***', ['first-one', 'second-one']],
    ['abcdefghijkl', '***', ['abcdefgh', 'efghijkl']],
    ['abcdefghijkl', '***', ['abcdefghijkl', 'cdefghij']],
    ['xabcdefghy', 'x***y', ['abcdefgh']],
  ])('in %j is masked: %j', (text, expected, values) => {
    expect(masked(text, ...values)).toBe(expected);
  });

  test('is masked from when it is added', () => {
    const secrets = createSecrets();
    expect(secrets.mask('my-secret')).toBe('my-secret');
    secrets.add('my-secret');
    secrets.add('my-secret');
    expect(secrets.mask('my-secret')).toBe('***');
    secrets.add('another-one');
    expect(secrets.mask('another-one my-secret')).toBe('*** ***');
  });

  test('on several lines leaves the lines', () => {
    expect(masked('a my-\n  secret b\nc', 'my-secret')).toBe('a ***\n*** b\nc');
    expect(masked('k: one-line-1\ntwo-line-2', 'one-line-1\ntwo-line-2')).toBe('k: ***\n***');
  });

  test('is masked before its looks are: a scheme stays', () => {
    expect(masked('Bearer my-secret, and sk-ant-other', 'my-secret')).toBe('Bearer ***, and ***');
  });
});

/** Anything but stars, which could be taken for a mask. */
const secretText = fc
  .string({ unit: 'binary', minLength: 8, maxLength: 40 })
  .filter(
    (text) =>
      !text.includes('*') && text.isWellFormed() && text.replace(/[\s|\0-\x1f\x7f-\x9f\u202a-\u2069]/g, '').length >= 8,
  );
/** Ends where a word ends. */
const around = fc.constantFrom('', 'bad key ', 'x\n', '" ', '\\\\', '/?a=', '…');

const encodings: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': (secret) => secret,
  'in JSON': (secret) => JSON.stringify(secret).slice(1, -1),
  'in JSON in JSON': (secret) => JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1),
  'in ASCII JSON': (secret) =>
    JSON.stringify(secret)
      .slice(1, -1)
      .replace(/[^\0-~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'in percent codes': encodeURIComponent,
  'in base64': (secret) => Buffer.from(`u:${secret}`).toString('base64'),
  'in base64 for URLs': (secret) => Buffer.from(`us:${secret}`).toString('base64url'),
};

test.each(Object.entries(encodings))('any secret is masked %s, wherever it is', (name, encode) => {
  fc.assert(
    fc.property(secretText, around, around, (secret, before, after) => {
      // There, a backslash before it would be part of its first character.
      fc.pre(name !== 'in JSON in JSON' || !before.endsWith('\\'));
      const encoded = encode(secret);
      // The ends of base64 depend on what is around the secret.
      const shown = name.includes('base64') ? encoded.slice(4, -4) : encoded;
      expect(masked(before + encoded + after, secret)).not.toContain(shown);
    }),
  );
});

test('any secret is masked however it is broken into lines', () => {
  const pieces = fc.tuple(secretText, fc.integer({ min: 1, max: 7 }));
  fc.assert(
    fc.property(pieces, ([secret, size]) => {
      const broken = secret.match(new RegExp(`[^]{1,${size}}`, 'gu'))!.join('\n  ');
      const lines = masked(`x ${broken}`, secret).split('\n');
      expect(lines.length).toBe(`x ${broken}`.split('\n').length);
      expect(lines.join('').replaceAll(/[*\s|\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|^x /g, '')).toBe('');
    }),
  );
});

test('any text without a secret stays as it is', () => {
  const text = fc.string({ unit: fc.constantFrom(...'abc \n"\\%:/…|'.split('')) });
  fc.assert(
    fc.property(text, (one) => {
      expect(masked(one, 'my-secret-1', 'pin-4', 'QQQ"Q\\Q%Q')).toBe(one);
    }),
  );
});

test('any text that was masked stays as it is', () => {
  const text = fc.array(
    fc.constantFrom('my-secret-1', 'my-sec', 'ret-1', ' ', '\n', 'Bearer ', 'abc12345', '…', '%20', '@', 'http://'),
  );
  fc.assert(
    fc.property(text, (parts) => {
      const once = masked(parts.join(''), 'my-secret-1');
      expect(masked(once, 'my-secret-1')).toBe(once);
    }),
  );
});
