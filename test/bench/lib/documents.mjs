/** Generators of Markdown of about the given length, by content; no two lines or sections are the same. */
export const documents = {
  mixed: grown((n) => section(n)),
  'one list': grown(
    (n) => `- item ${n} with **bold**, \`code\` and some more words, so that it may be wrapped somewhere\n`,
  ),
  'one table': grown(
    (n) => `| cell ${n} | a **bold** one | \`code ${n}\` |\n`,
    '| one | two | three |\n| --- | --- | --- |\n',
  ),
  'one code block': grown((n) => `const value${n} = compute('${n}', { deep: [${n}, true] }); // why\n`, '```ts\n'),
  'one paragraph': grown(
    (n) => `Sentence ${n} has **bold** and \`code\` in it and goes on from here\nto the next line. `,
  ),
  'one line of prose': grown((n) => `Sentence ${n} is about this and that, and goes on from here. `),
  'one line of Chinese': grown((n) => `这是第${n}个很长的句子，里面没有任何空格，只有汉字和标点符号。`),
  'one line of emoji': grown((n) => `🙂🎉🚀✨👍🏽${n}`),
  'one line of code': grown((n) => `const value${n} = compute('${n}', { deep: [${n}, true] }); `, '```ts\n'),
};

function grown(piece, start = '') {
  return (length) => {
    let text = start;
    for (let n = 1; text.length < length; n++) text += piece(n);
    return text;
  };
}

const section = (n) => `## Section ${n}: what happens next

Paragraph ${n} has **bold words**, _emphasis_, \`inline code\` and a [link](https://example.com/${n}) to somewhere else,
and it goes on for a while, as paragraphs do, until it has said **all that there is to say** about number ${n}.

- first, with \`code_${n}()\` in it
  - nested once, *with emphasis*
  - and again
- second, which is so long that it has to be wrapped somewhere near the right edge of a terminal
- [x] third, and done

1. one
2. two: 日本語 and 🚀

| Name | Value | Note |
| :--- | ---: | --- |
| alpha | ${n} | a **note** |
| beta | ${n * 7} | another \`note\` |

\`\`\`ts
// Section ${n}
export function answer${n}(question: string): number {
  const parts = question.split(' ').filter((part) => part !== '');
  return parts.length * ${n} + 42;
}
\`\`\`

> Quoted words of section ${n}, with *a few* of them emphasised.

`;
