import type { Provider } from '../core/reply/ports.ts';
import { maskEvent } from '../core/secrets/mask-reply.ts';
import type { Mask } from '../core/secrets/secrets.ts';

/**
 * The same provider without secrets in what it says about a reply. Views, the journal and the JSON output all take a
 * reply from here.
 */
export function maskProvider(provider: Provider, mask: Mask): Provider {
  return {
    ...provider,
    async *reply(request, signal) {
      for await (const event of provider.reply(request, signal)) yield maskEvent(event, mask);
    },
  };
}
