const NOTHING = /^[\p{Mn}\p{Me}\p{Cf}\p{Emoji_Modifier}]$/u;
const WIDE =
  /^[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}　-〾！-｠￠-￦]$/u;
const JOINER = 0x200d;

/**
 * Character widths in today's terminals, for xterm, which by itself counts emoji as narrow. A character joined to the
 * one before it (a skin tone, an accent, the next person of a family) takes up no room of its own.
 */
export const unicodeWidths = {
  version: 'today',
  wcwidth(codePoint) {
    const character = String.fromCodePoint(codePoint);
    if (NOTHING.test(character)) return 0;
    return WIDE.test(character) ? 2 : 1;
  },
  /** xterm's encoding: bit 0 is "joined", bits 1 and 2 the width, the rest is ours: was this a joiner? */
  charProperties(codePoint, before) {
    const width = this.wcwidth(codePoint);
    const widthBefore = (before >> 1) & 3;
    const joined = widthBefore > 0 && (width === 0 || before >> 3 === 1);
    const joiner = codePoint === JOINER ? 1 : 0;
    return (joiner << 3) | ((joined ? Math.max(width, widthBefore) : width) << 1) | (joined ? 1 : 0);
  },
};
