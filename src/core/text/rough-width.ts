/** Measures the columns that a text without escape sequences takes on a terminal. */
export type WidthOf = (text: string) => number;

/**
 * An estimate for where loading exact widths would take too long: Chinese, Japanese and Korean characters and emoji take
 * two columns, everything else as many as it has code units.
 */
export function roughWidth(text: string): number {
  return (
    text.length +
    (text.match(/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g)
      ?.length ?? 0)
  );
}
