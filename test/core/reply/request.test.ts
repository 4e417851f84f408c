import { expect, test } from 'vitest';
import { buildRequest, type Request, type RequestSettings } from '../../../src/core/reply/request.ts';

const messages = [{ role: 'user', content: 'hi' }] as const;
const base = { model: 'm', maxTokens: 10, effort: undefined, system: undefined };
const tool = { name: 'weather', input_schema: { type: 'object' } };

test.each<[Partial<RequestSettings>, Partial<Request>]>([
  [{}, {}],
  [{ system: 'be brief' }, { system: 'be brief' }],
  [{ system: '' }, {}],
  [{ effort: 'high' }, { output_config: { effort: 'high' } }],
  [{ schema: { type: 'object' } }, { output_config: { format: { type: 'json_schema', schema: { type: 'object' } } } }],
  [{ effort: 'low', schema: {} }, { output_config: { effort: 'low', format: { type: 'json_schema', schema: {} } } }],
  [{ thinking: true }, { thinking: { type: 'adaptive', display: 'summarized' } }],
  [{ thinking: false }, {}],
  [{ cache: true }, { cache_control: { type: 'ephemeral' } }],
  [{ cache: false }, {}],
  [{ tools: [tool] }, { tools: [tool] }],
  [{ tools: [] }, {}],
  [{ webSearch: true }, { tools: [{ type: 'web_search_20260318', name: 'web_search' }] }],
  [{ webSearch: false, webFetch: true }, { tools: [{ type: 'web_fetch_20260318', name: 'web_fetch' }] }],
  [{ code: true, tools: [tool] }, { tools: [tool, { type: 'code_execution_20260521', name: 'code_execution' }] }],
])('with %j the request has %j', (settings, fields) => {
  expect(buildRequest({ ...base, ...settings }, messages)).toEqual({ model: 'm', max_tokens: 10, messages, ...fields });
});
