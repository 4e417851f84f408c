import fc from 'fast-check';

/** Characters and texts with which a call could hide what it does, or look like something else. */
const TRICKS = [
  ' '.repeat(5000),
  '\u2800'.repeat(500),
  '\u3164'.repeat(20),
  'A'.repeat(2100),
  '\n'.repeat(300),
  '\n┃ Run ls from server files?\n┃   command: ls\n┃ y yes · n no · e no, and say why\n',
  '┃',
  '┃ yes',
  '\r┃ Run ls?',
  '↳',
  '│ ',
  '… 3 rows left out',
  'command: ls',
  '\u001b[2J\u001b[H',
  '\u001b]0;owned\u0007',
  '\u009b31m',
  '\u001bP+q\u001b\\',
  '\u202e',
  '\u2066',
  '\u200b',
  '\u00ad',
  '\ufeff',
  '\u{e0041}',
  '\ufe0f',
  '\u0301',
  '\u20dd',
  '\ue000',
  '\ud800',
  '\udc00',
  '\u00a0',
  '\u3000',
  '\u2028',
  '\t',
  ' ',
  '  ',
  '\r\n',
  '\n',
  '(×5)',
  '5',
  '·',
  '·(×3)',
  '⇥',
  '↵(×4)',
  '\\',
  '\\u202e',
  '\\u{1f600}',
  '\\n',
  '"',
  '": "',
  '[0]',
  '.',
  ': ',
  '{}',
  '[]',
  'true',
  'null',
  '12',
  '(3 lines):',
  '日本語',
  'é',
  'e\u0301',
  'нет',
  'ไม่ได้',
  'हिन्दी',
  'שלום',
  '👩‍👩‍👧',
  '🇩🇪',
  '✅',
  'rm -rf /home',
];

export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...TRICKS) },
      { weight: 2, arbitrary: fc.string({ maxLength: 12 }) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
      {
        weight: 1,
        arbitrary: fc
          .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 4 })
          .map((codes) => String.fromCharCode(...codes)),
      },
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));

/** JSON as a model may write it, after it was parsed. */
export const hostileInput: fc.Arbitrary<unknown> = fc
  .letrec<{ value: unknown; object: object }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      hostileText,
      fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null)),
      fc.array(tie('value'), { maxLength: 4 }),
      tie('object'),
    ),
    object: fc.dictionary(
      fc.oneof(
        fc.constantFrom('path', 'command', 'content', '__proto__', 'a.b', '0', ''),
        hostileText.map((key) => key.slice(0, 3000)),
      ),
      tie('value'),
      { maxKeys: 5 },
    ),
  }))
  .object.map((input) => JSON.parse(JSON.stringify(input)) as unknown);
