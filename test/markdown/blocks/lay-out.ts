import type { Block, Container } from '../../../src/markdown/blocks/block-registry.ts';
import { createInline } from '../../../src/markdown/inline/inline.ts';
import { createStyles } from '../../../src/markdown/layout/theme-styles.ts';
import { RowLayout } from '../../../src/markdown/row-layout.ts';

interface Setting {
  readonly containers?: readonly Container[];
  readonly width?: number;
  readonly proseWidth?: number | undefined;
  readonly color?: 0 | 1;
}

/** A layout of its own, whose `rows` take blocks that stand one after the other in the same containers. */
export function rowLayout({ width = 40, color = 0, ...setting }: Setting = {}): RowLayout {
  const styles = createStyles(color);
  const inline = createInline({ styles, hyperlinks: false, math: 'unicode', emphasis: 'lenient' });
  const proseWidth = () => ('proseWidth' in setting ? setting.proseWidth : width);
  return new RowLayout({ width: () => width, proseWidth, styles, inline });
}

export function layOut(blocks: readonly Block[], setting: Setting = {}): string[] {
  const layout = rowLayout(setting);
  return blocks.flatMap((block) => layout.rows(block, setting.containers ?? [], false));
}

const bullets = { type: 'list', ordered: false, delimiter: '-', start: 0 } as const;

export const item = { type: 'item', list: bullets, number: 0, indent: 2 } as const;
export const inItem: readonly Container[] = [bullets, item];
export const inQuote: readonly Container[] = [{ type: 'quote' }];
