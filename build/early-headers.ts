import type { Plugin } from 'rolldown';

/** Makes the SDK build a request with the classes of `file`, without those that would load undici. */
export function withEarlyHeaders(file: string): Plugin {
  return {
    name: 'early-headers',
    transform: {
      filter: { id: /@anthropic-ai[/\\]sdk[/\\](client|internal[/\\]headers)\.mjs$/ },
      handler: (code) => `import { FormData, Headers } from ${JSON.stringify(file)};\n${code}`,
    },
  };
}
