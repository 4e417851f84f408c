import type { Plugin } from 'rolldown';

/** The files of the SDK that build a request. */
const FILES = [
  /[/\\]@anthropic-ai[/\\]sdk[/\\]client\.mjs$/,
  /[/\\]@anthropic-ai[/\\]sdk[/\\]internal[/\\]headers\.mjs$/,
];

/**
 * Makes the SDK build a request with the classes of `module`, without those that would load undici. A file that is not
 * there any more, or makes no Headers, fails the build: the start would be slower, and nothing else would show it.
 */
export function withEarlyHeaders(module: string): Plugin {
  const unpatched = new Set(FILES);
  return {
    name: 'early-headers',
    transform: {
      filter: { id: FILES, code: /\bnew Headers\(/ },
      handler(code, id) {
        unpatched.delete(FILES.find((file) => file.test(id))!);
        return `import { FormData, Headers } from ${JSON.stringify(module)};\n${code}`;
      },
    },
    buildEnd(error) {
      if (error !== undefined || unpatched.size === 0) return;
      this.error(`no module with "new Headers(" matches ${[...unpatched].join(' or ')}: see build/early-headers.ts`);
    },
  };
}
