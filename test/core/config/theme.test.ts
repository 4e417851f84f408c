import { expect, test } from 'vitest';
import { DEFAULT_THEME, isTheme } from '../../../src/core/config/theme.ts';

test.each([
  [{}],
  [{ code: '' }],
  [{ code: 'bold', link: 'blue underline' }],
  [{ code: ' bold  red ' }],
  [{ code: 'bold dim italic underline inverse strikethrough overline' }],
  [{ code: 'black red green yellow blue magenta cyan white gray' }],
  [{ code: 'blackBright redBright greenBright yellowBright blueBright magentaBright cyanBright whiteBright' }],
  [{ code: 'bgBlack bgRed bgGreen bgYellow bgBlue bgMagenta bgCyan bgWhite bgGray' }],
  [{ code: 'bgBlackBright bgRedBright bgGreenBright bgYellowBright' }],
  [{ code: 'bgBlueBright bgMagentaBright bgCyanBright bgWhiteBright' }],
  [DEFAULT_THEME],
])('%j is a theme', (json) => {
  expect(isTheme(json)).toBe(true);
});

test.each([
  [null],
  [[]],
  ['bold'],
  [undefined],
  [{ cod: 'red' }],
  [{ toString: 'red' }],
  [{ code: 'rde' }],
  [{ code: 'bold rde' }],
  [{ code: 'boldx' }],
  [{ code: 'xbold' }],
  [{ code: 'Red' }],
  [{ code: 'bgred' }],
  [{ code: 'grayBright' }],
  [{ code: 'bgGrayBright' }],
  [{ code: 1 }],
  [{ code: null }],
  [{ code: 'red', link: 'blu' }],
])('%j is not a theme', (json) => {
  expect(isTheme(json)).toBe(false);
});
