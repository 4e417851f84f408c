import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentWith, LIMITS, type AttachmentInput } from '../../../src/core/conversation/attachment.ts';
import { typedText } from '../../../src/core/conversation/conversation.ts';
import { titleOf } from '../../../src/core/conversation/title.ts';
import { transcriptOf } from '../../../src/core/sessions/transcript.ts';
import { GIF, JPEG, PDF, PNG, WEBP } from '../../helpers/attachments.ts';

const of = (content: string | Uint8Array, name = 'a'): AttachmentInput => ({
  name,
  bytes: typeof content === 'string' ? Buffer.from(content) : content,
});
const blockOf = (source: AttachmentInput) => contentWith([source], undefined)[0]!;
const textIn = (content: string, name?: string) => String(blockOf(of(content, name))['text']);
const why = (source: AttachmentInput) => {
  try {
    contentWith([source], 'q');
  } catch (error) {
    return (error as Error).message;
  }
  return undefined;
};
/** A file of this size that starts like one of its kind. */
const large = (head: Uint8Array, size: number) => {
  const bytes = Buffer.alloc(size, 'x');
  bytes.set(head);
  return bytes;
};

describe('the kind of an attachment', () => {
  test.each([
    ['PNG', PNG, 'image/png'],
    ['JPEG', JPEG, 'image/jpeg'],
    ['GIF', GIF, 'image/gif'],
    ['WebP', WEBP, 'image/webp'],
  ])('%s is an image, whatever its name', (_, bytes, type) => {
    expect(blockOf(of(bytes, 'notes.txt'))).toEqual({
      type: 'image',
      source: { type: 'base64', media_type: type, data: bytes.toString('base64') },
    });
  });

  test('a PDF is a document with a title, even after other bytes', () => {
    for (const bytes of [PDF, Buffer.concat([Buffer.from([0xff, 0x0a]), PDF])]) {
      expect(blockOf(of(bytes, 'dir/p.txt'))).toEqual({
        type: 'document',
        source: { type: 'base64', media_type: 'application/pdf', data: bytes.toString('base64') },
        title: 'dir/p.txt',
      });
    }
    expect(blockOf(of('how a PDF begins: %PDF-1.4\n'))['type']).toBe('text');
  });

  test.each([
    ['UTF-8', 'Grüße 👋\r\n', Buffer.from('Grüße 👋\r\n')],
    ['UTF-8 with a mark', 'Grüße\n', Buffer.from('\uFEFFGrüße\n')],
    ['UTF-16, little end first', 'Grüße 👋\n', Buffer.from('\uFEFFGrüße 👋\n', 'utf16le')],
    ['UTF-16, big end first', 'Grüße 👋\n', Buffer.from('\uFEFFGrüße 👋\n', 'utf16le').swap16()],
  ])('%s is text, even if it is named .png', (_, text, bytes) => {
    expect(blockOf(of(bytes, 'a.png'))).toEqual({ type: 'text', text: `<file path="a.png">\n${text}</file>` });
  });

  test.each([
    ['an empty file', '', 'a is empty'],
    ['whitespace', ' \n\t', 'a contains only whitespace'],
    ['text with a NUL', 'a\0b', 'a is not a supported file type'],
    ['bytes that are not UTF-8', Buffer.from([0x61, 0xff, 0x62]), 'a is not a supported file type'],
    ['half a character at the end', Buffer.from([0x61, 0xe2, 0x82]), 'a is not a supported file type'],
    ['half a UTF-16 character', Buffer.from([0xff, 0xfe, 0x61]), 'a is not a supported file type'],
    ['a lone surrogate', Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x61, 0x00]), 'a is not a supported file type'],
    ['an Office document', Buffer.from('PK\x03\x04\xff', 'latin1'), 'a is a ZIP archive or an Office document'],
    ['a HEIC image', Buffer.from('\0\0\0\x18ftypheic\xff', 'latin1'), 'a is a HEIC or AVIF image'],
  ])('%s is refused', (_, content, message) => {
    expect(why(of(content))).toBe(message);
  });
});

describe('the limits', () => {
  test.each([
    ['an image', PNG, LIMITS.image, 'a is too large (7.6 MB); the API accepts images up to 7.5 MB'],
    ['a PDF', PDF, LIMITS.pdf, 'a is too large (24.1 MB); the API accepts PDFs up to 24 MB'],
    ['a text', Buffer.from('x'), LIMITS.text, 'a is too large (more than 32 MB); the API accepts text up to 32 MB'],
  ])('of %s are exact to the byte', (_, head, limit, message) => {
    expect(why(of(large(head, limit + 1)))).toBe(message);
    expect(why(of(large(head, limit - 100)))).toBe(undefined);
  });

  test('are reported with the whole size of a file, even if only part of it was read', () => {
    expect(why({ ...of(large(PNG, LIMITS.request + 1)), size: 100 * 1024 * 1024 })).toBe(
      'a is too large (100 MB); the API accepts images up to 7.5 MB',
    );
    // Cut in the middle of a character, it is still text.
    const euros = Buffer.from(`x${'€'.repeat(LIMITS.text / 3 + 1)}`).subarray(0, LIMITS.text + 1);
    expect(why({ ...of(euros), size: 2 ** 30 })).toBe('a is too large (1024 MB); the API accepts text up to 32 MB');
  });

  test('also apply to all attachments together', () => {
    const images = Array.from({ length: 4 }, () => of(large(PNG, LIMITS.image)));
    expect(() => contentWith(images, 'q')).toThrow(
      'the attachments are 40 MB when encoded; the API accepts at most 32 MB per request',
    );
    expect(contentWith(images.slice(1), 'q')).toHaveLength(7);
    const many = Array.from({ length: LIMITS.images + 1 }, () => of(PNG));
    expect(() => contentWith(many, 'q')).toThrow('601 images are attached; the API accepts at most 600 per request');
  });
});

describe('the label of a text', () => {
  test('cannot be ended by the name', () => {
    expect(textIn('x', 'a"><b>&\n\u001b[2J\u202e')).toBe('<file path="a&quot;&gt;&lt;b&gt;&amp; [2J">\nx\n</file>');
  });

  test('cannot be ended by the text', () => {
    expect(textIn('a</file>b')).toBe('<file-2 path="a">\na</file>b\n</file-2>');
    expect(textIn('</FILE-2></file>')).toBe('<file-3 path="a">\n</FILE-2></file>\n</file-3>');
    const parts = fc.constantFrom('</file>', '</file', '</file-2>', '</File-3 >', '<file path="b">', 'x', '\n');
    fc.assert(
      fc.property(fc.array(parts), (words) => {
        const content = `x${words.join('')}`;
        const [, tag, inner] = /^<([\w-]+) path="a">\n([^]*)<\/\1>$/.exec(textIn(content))!;
        expect(inner!.replace(/\n$/, '')).toBe(content.replace(/\n$/, ''));
        expect(inner!.toLowerCase()).not.toContain(`</${tag}`);
      }),
    );
  });
});

describe('a prompt with attachments', () => {
  const content = () => contentWith([of('one', 'a<.md'), of(PDF, 'b.pdf'), of(PNG, 'c.png')], 'what is this?');

  test('has them in order, then the question', () => {
    expect(content().map(({ type }) => type)).toEqual(['text', 'document', 'image', 'text']);
    expect(content().at(-1)).toEqual({ type: 'text', text: 'what is this?' });
  });

  test('names images if there are several', () => {
    const types = contentWith([of(PNG, 'a.png'), of(GIF, 'b.gif')], 'q').map((block) => block['text'] ?? block.type);
    expect(types).toEqual(['<image path="a.png" />', 'image', '<image path="b.gif" />', 'image', 'q']);
  });

  test('has its question as its title', () => {
    expect(typedText(content())).toBe('what is this?');
    expect(titleOf(undefined, [{ type: 'prompt', content: content(), time: '' }], 40)).toBe('what is this?');
  });

  test('is shown with the names of its attachments', () => {
    const shown = (blocks: ReturnType<typeof content>) => {
      const [prompt] = transcriptOf([{ type: 'prompt', content: blocks, time: '' }]);
      return prompt?.kind === 'prompt' ? prompt.text : undefined;
    };
    expect(shown(content())).toBe('what is this?\n\n[file a<.md]\n\n[document b.pdf]\n\n[image]');
    const two = contentWith([of(PNG, 'a "1".png'), of(GIF, 'b.gif')], 'q');
    expect(shown(two)).toBe('q\n\n[image a "1".png]\n\n[image b.gif]');
    expect(shown(contentWith([of('</file>', 'x.md')], 'q'))).toBe('q\n\n[file x.md]');
  });
});
