import { expect, test } from 'vitest';
import { symbolTable } from '../../helpers/temml-symbols.ts';

const TABLE = new URL('../../../src/markdown/math/symbol-table.ts', import.meta.url);

test('the table of symbols is what Temml has (vitest -u updates it)', async () => {
  await expect(await symbolTable()).toMatchFileSnapshot(TABLE.pathname);
});
