import { wrapStyled } from '../layout/wrap.ts';
import { NO_TEXT, type Paragraph } from './paragraph.ts';
import type { LeafConstruct } from './construct.ts';

/** What an alert may be, in the words of its marker, which are the names of its styles too. */
export const ALERTS = ['note', 'tip', 'important', 'warning', 'caution'] as const;
export type Alert = (typeof ALERTS)[number];

export interface AlertLabel {
  readonly type: 'alert';
  readonly alert: Alert;
}

const MARKER = new RegExp(`^\\[!(${ALERTS.join('|')})\\](?:[ \\t]+(.*))?$`, 'i');

/** The alert whose marker the text begins with. */
export function alertOf(text: string): { readonly alert: Alert; readonly rest: string } | undefined {
  const match = MARKER.exec(text);
  const alert = ALERTS.find((one) => one === match?.[1]?.toLowerCase());
  return alert && { alert, rest: match?.[2] ?? '' };
}

/** The label of a quote that begins with `[!NOTE]`. What stands behind the marker is text of the quote. */
export const alertLabel = {
  type: 'alert',
  mayStart: /\[!?[a-z]*/,
  starts({ content }, _, opened) {
    const found = opened.at(-1)?.type === 'quote' ? alertOf(content) : undefined;
    if (found === undefined) return undefined;
    const blocks: AlertLabel[] = [{ type: 'alert', alert: found.alert }];
    return found.rest === '' ? { blocks } : { blocks, open: { ...NO_TEXT, text: found.rest } };
  },
  rows({ alert }, { styles, ...context }) {
    const lead = context.lead();
    return lead.rows(wrapStyled(styles[alert](alert.toUpperCase()), lead.room));
  },
  joins: () => true,
} satisfies LeafConstruct<Paragraph, AlertLabel>;
