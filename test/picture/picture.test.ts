import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chromium, domOf } from '../helpers/chromium.ts';
import { projectRoot } from '../helpers/sandbox.ts';

const folder = join(projectRoot, '.github');
const files = readdirSync(folder).filter((file) => file.endsWith('.svg'));
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

test('README.md and docs/ show every picture, and have no other', () => {
  const documents = ['README.md', ...readdirSync(join(projectRoot, 'docs')).map((name) => join('docs', name))];
  const text = documents.map((name) => readFileSync(join(projectRoot, name), 'utf8')).join('');
  const links = [...text.matchAll(/!\[[^\]]+\]\(\S*\.github\/([^)]+)\)/g)];
  expect(new Set(links.map(([, file]) => file))).toEqual(new Set(files));
});

describe.each(files)('%s', (file) => {
  test('is small, runs nothing and loads nothing', () => {
    const picture = read(file);
    expect(picture.length).toBeLessThan(200_000);
    expect(picture).not.toMatch(/<script|<image|<foreignObject|href|@import|url\((?!#)|\son\w+=/);
  });

  test('has no blanks that a viewer of SVG may drop', () => {
    const texts = [...read(file).matchAll(/<text [^>]*>([^<]*)</g)].map(([, text]) => text);
    expect(texts.length).toBeGreaterThan(20);
    expect(texts.filter((text) => /^\s|\s$|\s\s/.test(text ?? ''))).toEqual([]);
  });
});

interface Moment {
  /** The rows that can be seen, from top to bottom. */
  readonly rows: readonly string[];
  readonly outside: readonly string[];
}

interface Findings {
  /** Texts of which a blank was dropped, or whose letters are not in their columns. */
  readonly displaced: readonly string[];
  readonly moments: readonly Moment[];
}

const script = readFileSync(new URL('look.js', import.meta.url), 'utf8');

describe.skipIf(chromium === undefined)('in Chromium (skipped where it is not installed)', () => {
  test.each(files)('%s keeps its blanks and columns, stays in its frame, and moves', (file) => {
    const { displaced, moments } = look(file);
    expect(displaced).toEqual([]);
    expect(moments.flatMap(({ outside }) => outside)).toEqual([]);
    const screens = moments.map(({ rows }) => rows.join('\n'));
    expect(new Set(screens).size).toBeGreaterThan(20);
    expect(screens[0]).toMatch(/^\$?$/);
    expect(screens.at(-1)).toMatch(/end_turn · .* in · .* out · [^]*\n[$>]$/);
  });

  test.each(files)('%s stands still at its end where motion is not wanted', (file) => {
    const end = look(file).moments.at(-1);
    const still = look(file, '--force-prefers-reduced-motion').moments;
    expect(new Set(still.map(({ rows }) => rows.join('\n')))).toEqual(new Set([end?.rows.join('\n')]));
  });
});

/** Opens a picture in a page that stops it at a hundred moments and looks at what can be seen. */
function look(file: string, ...flags: string[]): Findings {
  const html = `<script type="image/svg+xml">${read(file)}</script><body><pre></pre><script>${script}</script>`;
  const findings = domOf(html, flags);
  const json = /<pre>([^]*)<\/pre>/.exec(findings)?.[1];
  if (json === undefined) throw new Error(`Chromium printed no findings:\n${findings.slice(0, 1000)}`);
  return JSON.parse(decodeURIComponent(json)) as Findings;
}
