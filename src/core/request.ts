import type { Settings } from './settings.ts';

/** One message of a conversation as the API takes it. */
export interface Message {
  readonly role: 'user' | 'assistant';
  readonly content: string | readonly Readonly<Record<string, unknown>>[];
}

/** What is sent: the body of a Messages API request, but for `stream`. */
export interface Request {
  readonly model: string;
  readonly max_tokens: number;
  readonly messages: readonly Message[];
  readonly system?: string;
  readonly output_config?: { readonly effort: string };
}

type RequestSettings = Pick<Settings, 'model' | 'maxTokens' | 'effort' | 'system'>;

/** `settings.system` is the system prompt itself here: an `@file` has been read. */
export function buildRequest(settings: RequestSettings, prompt: string): Request {
  return {
    model: settings.model,
    max_tokens: settings.maxTokens,
    ...(settings.system !== undefined && settings.system !== '' && { system: settings.system }),
    ...(settings.effort !== undefined && { output_config: { effort: settings.effort } }),
    messages: [{ role: 'user', content: prompt }],
  };
}
