import { layOutFinished, type Measure, type Row, type Tone } from '../../line-editor/editor-layout.ts';
import type { FoldedText } from '../../line-editor/pastes.ts';
import type { Styles } from '../styles.ts';

type RowStyles = Pick<Styles, Tone>;

/** A row of the line editor with its styles. */
export const styledRow = (row: Row, styles: RowStyles): string =>
  row.map(({ text, tone }) => styles[tone](text)).join('');

/** The rows of a prompt in the look that it has from when it is sent on, here and wherever it is shown again. */
export function promptRows(text: FoldedText, measure: Measure, styles: RowStyles, ending?: string): string[] {
  return layOutFinished(text, measure, ending).map((row) => styledRow(row, styles));
}
