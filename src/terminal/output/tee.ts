import type { View } from '../../core/reply/ports.ts';

/** Shows every event to all the views, in their order, and waits for the slowest. */
export function tee(...views: readonly View[]): View {
  return {
    async show(event) {
      for (const view of views) await view.show(event);
    },
  };
}
