import { readFileSync } from 'node:fs';
import { createExtract, readWanted } from '../core/extract.ts';
import { usageProblem } from '../core/problem.ts';
import type { JsonSchema } from '../core/request.ts';
import type { TakeExcerpt } from '../core/result.ts';
import type { Settings } from '../core/settings.ts';
import { decodeUtf8 } from '../core/utf8.ts';
import { createExcerptView, type ExcerptView } from '../terminal/excerpt-view.ts';
import { isPlayed } from './claude-options.ts';
import type { Run } from './run.ts';

/** The part of a reply that is wanted. */
export interface WantedExcerpt {
  /** Shows it. */
  view(run: Run): ExcerptView;
  /** What the reply is to match. */
  readonly schema?: JsonSchema;
}

/** What `--json-schema` or `--extract` asks for. Throws a usage problem if that makes no sense. */
export async function wantedExcerpt(settings: Settings): Promise<WantedExcerpt | undefined> {
  const { jsonSchema, extract, outputFormat: format, strict } = settings;
  const viewOf = (load: () => Promise<TakeExcerpt>) => ({
    view: ({ stdout }: Run) => createExcerptView(stdout, { load, format, strict, terminal: process.stdout.isTTY }),
  });
  if (jsonSchema !== undefined) {
    const { json, name } = schemaText(jsonSchema);
    const { checkSchema } = await import('../core/json-schema.ts');
    const { schema, take } = checkSchema(json, name);
    return { ...viewOf(async () => take), schema };
  }
  if (extract === undefined) return undefined;
  const wanted = readWanted(extract);
  const kept = settings.save && !isPlayed(settings) ? 'to see the whole reply: claude-stream sessions show' : undefined;
  return viewOf(async () => createExtract(wanted, (await import('../markdown/fences.ts')).fencesOf, kept));
}

/** What begins like an object is the schema itself, else the name of its file. */
function schemaText(value: string): { json: string; name: string } {
  if (value.trimStart().startsWith('{')) return { json: value, name: 'the JSON Schema' };
  try {
    return { json: decodeUtf8(readFileSync(value), value), name: value };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === undefined ? error : usageProblem(`cannot read the JSON Schema: ${message}`);
  }
}
