import { expect, test } from 'vitest';
import { markdownHtml } from '../../src/export/markdown-html.ts';
import { repetitive } from '../helpers/documents.ts';

test.each(repetitive)('a page of many %s takes no more than a moment', (_, markdown) => {
  const begun = performance.now();
  markdownHtml(markdown);
  expect(performance.now() - begun).toBeLessThan(3000);
});
