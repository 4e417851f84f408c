import type { Settings } from '../config/settings.ts';
import type { Tool } from './tool-types.ts';

/** A message in the API's format. */
export interface Message {
  readonly role: 'user' | 'assistant';
  readonly content: string | readonly Readonly<Record<string, unknown>>[];
}

/** The body of a Messages API request, without `stream`. */
export interface Request {
  readonly model: string;
  readonly max_tokens: number;
  readonly messages: readonly Message[];
  readonly system?: string;
  readonly output_config?: {
    readonly effort?: string;
    readonly format?: { readonly type: 'json_schema'; readonly schema: JsonSchema };
  };
  readonly thinking?: { readonly type: 'adaptive'; readonly display: 'summarized' };
  readonly tools?: readonly (Tool | HostedTool)[];
  /** Lets the API cache the request, for the next one that starts the same. */
  readonly cache_control?: { readonly type: 'ephemeral' };
}

/** A JSON Schema, as the user gave it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A tool that the API runs itself, such as web search. */
export interface HostedTool {
  readonly type: string;
  readonly name: string;
}

export type RequestSettings = Pick<Settings, 'model' | 'maxTokens' | 'effort' | 'system'> &
  Partial<Pick<Settings, 'thinking' | 'webSearch' | 'webFetch' | 'code'>> & {
    readonly cache?: boolean | undefined;
    /** The schema that the reply must match. */
    readonly schema?: JsonSchema | undefined;
    /** Tools of MCP servers. */
    readonly tools?: readonly Tool[] | undefined;
  };

/** Hosted tools, by the setting that turns each on. */
const HOSTED_TOOLS = {
  webSearch: { type: 'web_search_20260318', name: 'web_search' },
  webFetch: { type: 'web_fetch_20260318', name: 'web_fetch' },
  code: { type: 'code_execution_20260521', name: 'code_execution' },
} as const;

/** `settings.system` is the system prompt itself here: an `@file` has been read. */
export function buildRequest(settings: RequestSettings, messages: readonly Message[]): Request {
  const tools = [...(settings.tools ?? []), ...hostedTools(settings)];
  return {
    model: settings.model,
    max_tokens: settings.maxTokens,
    ...(settings.system !== undefined && settings.system !== '' && { system: settings.system }),
    ...outputConfig(settings),
    ...(settings.thinking === true && { thinking: { type: 'adaptive', display: 'summarized' } }),
    ...(tools.length > 0 && { tools }),
    ...(settings.cache === true && { cache_control: { type: 'ephemeral' } }),
    messages,
  };
}

function outputConfig({ effort, schema }: RequestSettings): Pick<Request, 'output_config'> {
  if (effort === undefined && schema === undefined) return {};
  return {
    output_config: {
      ...(effort !== undefined && { effort }),
      ...(schema !== undefined && { format: { type: 'json_schema', schema } }),
    },
  };
}

function hostedTools(settings: RequestSettings): HostedTool[] {
  const names = Object.keys(HOSTED_TOOLS) as (keyof typeof HOSTED_TOOLS)[];
  return names.filter((name) => settings[name] === true).map((name) => HOSTED_TOOLS[name]);
}
