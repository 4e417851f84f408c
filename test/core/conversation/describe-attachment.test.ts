import { expect, test } from 'vitest';
import { describeAttachment } from '../../../src/core/conversation/describe-attachment.ts';
import { PDF, PNG } from '../../helpers/attachments.ts';

const ESCAPE = '\u001b';
const packed = Buffer.concat([Buffer.from('%PDF-1.5\n'), Buffer.alloc(1_400_000, 1)]);

test.each<[string, string | Buffer, string]>([
  ['f.py', 'a\nb\nc\n', 'f.py, 3 lines'],
  ['f.py', 'a\nb\nc', 'f.py, 3 lines'],
  ['f.py', 'a', 'f.py, 1 line'],
  ['log.txt', 'x\n'.repeat(49_999), 'log.txt, 49,999 lines'],
  ['log.txt', 'x\n'.repeat(50_000), 'log.txt, 50,000 lines, 100 KB'],
  ['log.txt', 'x\n'.repeat(499_750), 'log.txt, 499,750 lines, 1.0 MB'],
  ['utf-16.txt', Buffer.from('\ufeffa\nb', 'utf16le'), 'utf-16.txt, 2 lines'],
  ['cat.png', PNG, 'cat.png, image, 1 × 1'],
  ['cut.png', PNG.subarray(0, 12), 'cut.png, image, 12 bytes'],
  ['tides.pdf', PDF, `tides.pdf, PDF, 1 page, ${PDF.length} bytes`],
  [
    'pages.pdf',
    '%PDF-1.4 <</Type/Pages/Count 9>> <</Type /Pages /Kids[] /Count 12>>',
    'pages.pdf, PDF, 12 pages, 67 bytes',
  ],
  ['none.pdf', '%PDF-1.4 <</Type/Pages/Count 0>> <</Type/Outlines/Count 5>>', 'none.pdf, PDF, 59 bytes'],
  ['packed.pdf', packed, 'packed.pdf, PDF, 1.4 MB'],
  [`e${ESCAPE}[2J\nvil.py`, 'a', 'e[2J vil.py, 1 line'],
])('%j is described in a few words', (name, content, described) => {
  expect(describeAttachment({ name, bytes: Buffer.from(content) })).toBe(described);
});
