import { describe, expect, test } from 'vitest';
// Imported first: it counts only the code loaded after it.
import { stepsOf } from '../helpers/steps.ts';
import { repetitive } from '../helpers/documents.ts';
import { markdownHtml } from '../../src/export/markdown-html.ts';
import { htmlPage, type PageCall, type PagePart, type PageSection } from '../../src/export/html-page.ts';

const section = (change: Partial<PageSection>): PageSection => ({
  kind: 'reply',
  speaker: 'claude-opus-5-5',
  time: '2026-03-01 10:00',
  parts: [],
  ...change,
});
const markdown = (text: string): PagePart => ({ type: 'markdown', text });
const thinking = (text: string): PagePart => ({ type: 'thinking', text });
const call = (change: Partial<PageCall>): PagePart => ({
  type: 'call',
  name: 'read_file',
  input: 'path: notes.md',
  result: '# Notes',
  isError: false,
  ...change,
});
const page = (...sections: PageSection[]) => htmlPage({ title: 'Tides', facts: ['one', 'two'], sections });
const body = (html: string) => html.slice(html.indexOf('<body>'));

/** All tags that a page may have. */
const TAGS = new Set(
  'a blockquote body br code del details div em h1 h2 h3 h4 h5 h6 head header hr html input kbd li main meta ol p pre section small span strong style summary table tbody td th thead title tr ul'.split(
    ' ',
  ),
);
const ATTRIBUTES =
  /^(?:| (?:class="[\w -]*"|href="(?:https?|mailto):[^"<>]*"|rel="noopener noreferrer"|align="\w+"|start="\d+"|checked=""|disabled=""|(?:title|data-language)="[^"<>]*"|type="checkbox"))*$/;

function expectHarmless(html: string): void {
  const tags = Array.from(html.matchAll(/<\/?([^\s>]*)([^>]*)>/g));
  const harmful = tags.filter(([, name, attributes]) => !TAGS.has(name!) || !ATTRIBUTES.test(attributes!));
  expect(harmful.map(([tag]) => tag)).toEqual([]);
  expect(html).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u);
}

describe('the page of a conversation', () => {
  test('shows prompts as they were typed and replies as Markdown', () => {
    const html = page(
      section({ kind: 'prompt', speaker: 'You', parts: [{ type: 'typed', text: '*why*\n <b>?' }] }),
      section({ parts: [markdown('So **that**.')], note: '[cut off here: a < b]' }),
    );
    expect(body(html)).toBe(`<body>
<header>
<h1>Tides</h1>
<p>one · two</p>
</header>
<main>
<section class="prompt">
<h2>You <small>2026-03-01 10:00</small></h2>
<div class="typed">*why*
 &lt;b&gt;?</div>
</section>
<section class="reply">
<h2>claude-opus-5-5 <small>2026-03-01 10:00</small></h2>
<p>So <strong>that</strong>.</p>
<p class="note">[cut off here: a &lt; b]</p>
</section>
</main>
</body>
</html>
`);
  });

  test('folds thinking and calls, with all of what they gave', () => {
    const html = page(
      section({
        parts: [
          thinking('Hm, *so*.'),
          call({}),
          call({ name: 'a<b', input: '', result: '\n<i>', isError: true }),
          call({ result: undefined }),
          markdown('Done.'),
        ],
      }),
    );
    expect(body(html)).toContain(`</small></h2>
<details>
<summary>Thinking</summary>
<p>Hm, <em>so</em>.</p>
</details>
<details>
<summary>Tool call: <code>read_file</code></summary>
<pre>
path: notes.md</pre>
<p>Result:</p>
<pre>
# Notes</pre>
</details>
<details>
<summary>Tool call: <code>a&lt;b</code>, failed</summary>
<p>Error:</p>
<pre>

&lt;i&gt;</pre>
</details>
<details>
<summary>Tool call: <code>read_file</code></summary>
<pre>
path: notes.md</pre>
<p>No result.</p>
</details>
<p>Done.</p>
</section>`);
  });

  test('makes the browser load nothing', () => {
    const html = page(section({ parts: [markdown('![x](https://x.example/y.png)')] }));
    expect(html).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    );
    expect(html).not.toMatch(/<(script|img|link|iframe|object|embed)|url\(|@import|src=/i);
    expect(html).toContain('prefers-color-scheme: dark');
  });

  test('escapes its title', () => {
    const html = htmlPage({ title: '</title><script>"', facts: ['<i>'], sections: [] });
    expect(html).toContain('<title>&lt;/title&gt;&lt;script&gt;&quot;</title>');
    expect(html).toContain('<p>&lt;i&gt;</p>');
  });
});

describe('formulas on a page', () => {
  const title = (source: string) => `class="math" title="${source}"`;

  test.each([
    ['in a text', 'so *$x_{i}^{*}$*', `<p>so <em><span ${title('$x_{i}^{*}$')}>xᵢ*</span></em></p>\n`],
    ['of their own', 'so\n$$\nx^2\n$$\n', `<p>so</p>\n<pre ${title('$$\nx^2\n$$')}>\nx²</pre>\n`],
    ['that are not certain', '\\(a < \\foo{*b*}\\)', '<p>\\(a &lt; \\foo{*b*}\\)</p>\n'],
    ['that are not closed', 'so\n$$\nx *a*\n', '<p>so\n$$\nx <em>a</em></p>\n'],
    ['that are prices', 'from $5 to $10', '<p>from $5 to $10</p>\n'],
  ])('%s', (_, text, html) => {
    expect(markdownHtml(text)).toBe(html);
  });
});

describe('Markdown on a page', () => {
  test.each([
    [
      'code is highlighted',
      '```js\nlet a\n```',
      '<pre data-language="js"><code><span class="hljs-keyword">let</span> a</code></pre>\n',
    ],
    [
      'unknown code is escaped',
      '```x\n<b>&amp;\n```',
      '<pre data-language="x"><code>&lt;b&gt;&amp;amp;</code></pre>\n',
    ],
    ['inline code is escaped', '`<b>`', '<p><code>&lt;b&gt;</code></p>\n'],
    ['headings are below those of the page', '# A\n##### B', '<h3>A</h3>\n<h6>B</h6>\n'],
    ['entities are decoded', '&lt;b&gt; &eacute; &copy;', '<p>&lt;b&gt; é ©</p>\n'],
    [
      'a link',
      '[a](https://x.example/?a=1&b=2)',
      '<p><a href="https://x.example/?a=1&amp;b=2" rel="noopener noreferrer">a</a></p>\n',
    ],
    ['an address', 'me@x.example', '<p><a href="mailto:me@x.example" rel="noopener noreferrer">me@x.example</a></p>\n'],
    [
      'an image is a link',
      '![a cat](http://x.example/c.png)',
      '<p><a href="http://x.example/c.png" rel="noopener noreferrer">a cat</a></p>\n',
    ],
    ['an unsafe link is text', '[a](javascript:alert(1))', '<p>a (javascript:alert(1))</p>\n'],
    ['a link to a file is text', '[a](file:///etc/passwd)', '<p>a (file:///etc/passwd)</p>\n'],
    [
      'a badge is one link',
      '[![a](http://x.example/a)](http://x.example/b)',
      '<p><a href="http://x.example/b" rel="noopener noreferrer">a</a></p>\n',
    ],
    [
      'a link without a text is its target',
      '[](http://x.example)',
      '<p><a href="http://x.example" rel="noopener noreferrer">http://x.example</a></p>\n',
    ],
    ['a line break', 'a<br>b', '<p>a<br>b</p>\n'],
    ['a tag is text', 'a <video src=x onerror=y> b', '<p>a &lt;video src=x onerror=y&gt; b</p>\n'],
    ['an image tag is a link, or text', 'a <img src=x alt=c onerror=y> b', '<p>a c (x) b</p>\n'],
    ['what a tag says of text stays', 'H<sub onclick=y>2</sub> <b>c</b>', '<p>H<sub>2</sub> <strong>c</strong></p>\n'],
    ['comments are hidden', 'a <!-- b --> c\n\n<!-- d -->', '<p>a c</p>\n'],
    ['a link without a target is text', '[a]()', '<p>a</p>\n'],
    ['bold text next to Japanese', '**「重要」**です', '<p><strong>「重要」</strong>です</p>\n'],
    [
      'a block of HTML is text',
      '<div onclick="x">\nhi\n</div>',
      '<pre class="source">\n&lt;div onclick=&quot;x&quot;&gt;\nhi\n&lt;/div&gt;</pre>\n',
    ],
    [
      'a list with a nested one',
      '- a\n  - **b**',
      '<ul>\n<li>a\n<ul>\n<li><strong>b</strong></li>\n</ul>\n</li>\n</ul>\n',
    ],
  ])('%s', (_, markdown, html) => {
    expect(markdownHtml(markdown)).toBe(html);
  });

  test.each([
    '<script>alert(1)</script>',
    '<svg/onload=alert(1)>',
    '"><script>x</script>',
    '[a](javascript:x)',
    '[a](JaVaScRiPt&colon;x)',
    '[a](&#106;avascript:x)',
    '[a](data:text/html,x)',
    '[a](vbscript:x)',
    '[a](https://x" onmouseover="y)',
    '[a](<https://x" onmouseover="y>)',
    '[a](https://x "t\\" onclick=\\"y")',
    '![a" onerror="x](https://x)',
    '![a](javascript:x)',
    '<https://x"onclick=y>',
    '[a]: javascript:x\n\n[a]',
    '```"><script>\nx\n```',
    '```js\n</code><script>\n```',
    '```html\n<script>x</script>\n```',
    '|a|\n|-|\n|<script>|',
    '\u001b[2J\u009b31m\u202e\u0007',
    '&#27;[2J&#x202e;&#155;&#0;&#xd800;',
    '`&#x202e;`',
    '\ud83d \ude42',
    '<!-- --><script>x</script>',
    '<![CDATA[<script>x</script>]]>',
    '<?php x ?><script>',
    '- [ ] <script>\n- [x] b',
    '~~<b>~~ ***<i>***',
    '\\<script>',
    '<a href="javascript:x">y</a>',
    '<style>body{background:url(https://x)}</style>',
    '<meta http-equiv=refresh content="0;url=https://x">',
    '<base href="https://x">',
    '$x_{"><script>}$',
    '$$\n\\text{"><script>x</script>}\n$$',
  ])('does no harm: %j', (attack) => {
    for (const place of [
      attack,
      `> ${attack}`,
      `- ${attack}`,
      `**${attack}**`,
      `# ${attack}`,
      `[${attack}](https://x)`,
    ]) {
      expectHarmless(markdownHtml(place));
    }
    expectHarmless(
      body(
        page(
          section({ parts: [markdown(attack)], speaker: attack, note: attack }),
          section({ kind: 'prompt', parts: [{ type: 'typed', text: attack }] }),
          section({ parts: [thinking(attack), call({ name: attack, input: attack, result: attack })] }),
        ),
      ),
    );
  });

  test.each(repetitive)('takes a bounded number of steps per character of many %s', async (_, markdown) => {
    let html = '';
    const steps = await stepsOf(() => (html = markdownHtml(markdown)));
    expect(steps).toBeLessThan(200 * markdown.length);
    expectHarmless(html);
  });
});
