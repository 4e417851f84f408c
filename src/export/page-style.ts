/** The style sheet of a page, light and dark. */
export const PAGE_STYLE = `:root {
  --text: #1f2328; --dim: #59636e; --back: #ffffff; --panel: #f3f4f6; --line: #d1d9e0; --link: #0550ae; --note: #9a3412;
  --keyword: #a626a4; --string: #2a7d2e; --number: #986801; --comment: #6b7280; --title: #0550ae; --type: #0e7490;
  --attribute: #8a5a00; --addition: #116329; --deletion: #b42318;
  --alert-note: #0550ae; --alert-tip: #116329; --alert-important: #8250df; --alert-warning: #8a5a00; --alert-caution: #b42318;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e6e8eb; --dim: #9aa4b2; --back: #16181c; --panel: #22262c; --line: #3a4049; --link: #79b8ff; --note: #fdba74;
    --keyword: #d58fe0; --string: #98c379; --number: #e5c07b; --comment: #8b95a3; --title: #79b8ff; --type: #67d1d8;
    --attribute: #e0af68; --addition: #7ee787; --deletion: #ff9b8f;
    --alert-note: #79b8ff; --alert-tip: #7ee787; --alert-important: #c297ff; --alert-warning: #e0af68;
    --alert-caution: #ff9b8f;
  }
}
body {
  max-width: 48rem; margin: 0 auto; padding: 2rem 1rem; color: var(--text); background: var(--back);
  font: 1rem/1.6 system-ui, sans-serif; overflow-wrap: break-word;
}
header p, h2 small { color: var(--dim); font-size: 0.85rem; font-weight: normal; }
h1 { margin: 0; font-size: 1.5rem; line-height: 1.3; }
h2 { margin: 2rem 0 0.5rem; font-size: 1rem; }
h3, h4, h5, h6 { margin: 1.5rem 0 0.5rem; font-size: 1.05rem; }
a { color: var(--link); }
.typed { padding: 0.6rem 1rem; border-radius: 0.5rem; background: var(--panel); white-space: pre-wrap; }
details { margin: 1rem 0; color: var(--dim); }
details pre { white-space: pre-wrap; }
summary { cursor: pointer; }
p.note { color: var(--note); }
pre { padding: 0.8rem 1rem; border-radius: 0.5rem; background: var(--panel); overflow-x: auto; }
pre[data-language]::before {
  content: attr(data-language); display: block; margin-bottom: 0.4rem; color: var(--dim);
  font: 0.75rem system-ui, sans-serif;
}
pre.math { padding: 0 1rem; background: none; }
pre.source { padding: 0; color: var(--dim); background: none; white-space: pre-wrap; }
code { font: 0.9em/1.5 ui-monospace, monospace; }
:not(pre) > code { padding: 0.1em 0.3em; border-radius: 0.25rem; background: var(--panel); }
kbd {
  padding: 0 0.3em; border: 1px solid var(--line); border-bottom-width: 2px; border-radius: 0.25rem;
  font: 0.85em ui-monospace, monospace;
}
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 0.25rem solid var(--line); color: var(--dim); }
.alert { border-color: var(--alert); color: inherit; }
.alert > .label { margin: 0; color: var(--alert); font-size: 0.85rem; font-weight: bold; }
.alert > .label + p { margin-top: 0.3rem; }
.alert.note { --alert: var(--alert-note); }
.alert.tip { --alert: var(--alert-tip); }
.alert.important { --alert: var(--alert-important); }
.alert.warning { --alert: var(--alert-warning); }
.alert.caution { --alert: var(--alert-caution); }
.footnote { display: grid; grid-template-columns: auto minmax(0, 1fr); column-gap: 0.5rem; font-size: 0.9rem; }
.footnote > * { grid-column: 2; }
.footnote > .label { grid-area: 1 / 1; color: var(--dim); }
.footnote > p { margin: 0 0 0.5rem; }
.definition { color: var(--dim); font-size: 0.9rem; }
.summary { font-weight: bold; }
.summary::before { content: '▸ '; color: var(--dim); }
ul > li:has(> input, > p:first-child > input) { list-style: none; }
ul > li:has(> input, > p:first-child > input) input:first-child { margin-left: -1.3em; }
.table { margin: 1rem 0; overflow-x: auto; }
table { border-collapse: collapse; overflow-wrap: normal; }
th, td { padding: 0.3rem 0.7rem; border: 1px solid var(--line); }
hr { border: 0; border-top: 1px solid var(--line); }
.hljs-keyword, .hljs-literal, .hljs-selector-tag, .hljs-section, .hljs-doctag, .hljs-name { color: var(--keyword); }
.hljs-string, .hljs-regexp, .hljs-char, .hljs-link { color: var(--string); }
.hljs-number, .hljs-symbol, .hljs-bullet { color: var(--number); }
.hljs-comment, .hljs-quote, .hljs-meta { color: var(--comment); }
.hljs-title { color: var(--title); }
.hljs-type, .hljs-built_in, .hljs-class { color: var(--type); }
.hljs-attr, .hljs-attribute, .hljs-property, .hljs-variable, .hljs-template-variable, .hljs-selector-class,
.hljs-selector-id { color: var(--attribute); }
.hljs-addition { color: var(--addition); }
.hljs-deletion { color: var(--deletion); }
`;
