import type { Settings } from '../../core/config/settings.ts';
import { createExtract, parseBlockRef } from '../../core/extraction/code-block.ts';
import type { Extract } from '../../core/reply/json-output.ts';
import type { JsonSchema } from '../../core/reply/request.ts';
import { FILE_LIMITS } from '../../storage/read-limited.ts';
import { readText } from '../../storage/read-text.ts';
import type { Output } from '../../terminal/output/output.ts';
import { createExtractionView, type ExtractionView } from '../../terminal/output/extraction-view.ts';
import { isReplay } from '../choose-provider.ts';

/** The part of a reply that was asked for. */
export interface ChosenExtraction {
  /** Shows it, and nothing else of the reply. */
  view(stdout: Output): ExtractionView;
  /** What the reply has to match. */
  readonly schema?: JsonSchema;
}

/** What `--json-schema` or `--extract` asks for. Throws a usage problem. `terminal`: whether stdout is one. */
export async function chooseExtraction(
  settings: Settings,
  terminal: boolean,
  signal: AbortSignal,
): Promise<ChosenExtraction | undefined> {
  const { jsonSchema, extract, outputFormat: format, strict, save } = settings;
  const viewOf = (load: () => Promise<Extract>) => ({
    view: (stdout: Output) => createExtractionView(stdout, { load, format, strict, terminal }),
  });
  if (jsonSchema !== undefined) {
    const { json, name } = schemaText(jsonSchema);
    const { createSchemaExtract, readSchema } = await import('../../core/extraction/json-schema.ts');
    const { startSchemaCheck } = await import('../schema/start-schema-check.ts');
    const schema = readSchema(json, name);
    const extractJson = createSchemaExtract(await startSchemaCheck({ schema, name }, signal));
    return { ...viewOf(async () => extractJson), schema };
  }
  if (extract === undefined) return undefined;
  const ref = parseBlockRef(extract);
  const hint = save && !isReplay(settings) ? 'to see the whole reply: claude-stream sessions show' : undefined;
  return viewOf(async () => createExtract(ref, (await import('../../markdown/fences.ts')).fencesOf, hint));
}

/** A value that starts like an object is the schema itself, any other the name of its file. */
function schemaText(value: string): { json: string; name: string } {
  if (value.trimStart().startsWith('{')) return { json: value, name: 'the JSON Schema' };
  return { json: readText(value, FILE_LIMITS.settings), name: value };
}
