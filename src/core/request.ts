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
  /** Up to here the API keeps what it has read, for the next request that begins the same. */
  readonly cache_control?: { readonly type: 'ephemeral' };
}

export type RequestSettings = Pick<Settings, 'model' | 'maxTokens' | 'effort' | 'system'> & {
  readonly cache?: boolean | undefined;
};

/** `settings.system` is the system prompt itself here: an `@file` has been read. */
export function buildRequest(settings: RequestSettings, messages: readonly Message[]): Request {
  return {
    model: settings.model,
    max_tokens: settings.maxTokens,
    ...(settings.system !== undefined && settings.system !== '' && { system: settings.system }),
    ...(settings.effort !== undefined && { output_config: { effort: settings.effort } }),
    ...(settings.cache === true && { cache_control: { type: 'ephemeral' } }),
    messages,
  };
}
