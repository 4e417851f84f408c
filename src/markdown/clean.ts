import { sanitize } from '../core/text/sanitize.ts';

/** Makes any text one that can be cut into lines and shown, however it is split. */
export interface Cleaner {
  push(text: string): string;
  end(): string;
}

/**
 * Line ends of all kinds become line feeds (CRLF also when it is split), surrogates that stand alone become U+FFFD, and
 * what could steer a terminal goes. A last carriage return or half of a pair waits for what follows.
 */
export function createCleaner(): Cleaner {
  let held = '';
  return {
    push(text) {
      const all = held + text;
      held = /[\r\ud800-\udbff]$/.exec(all)?.[0] ?? '';
      return clean(all.slice(0, all.length - held.length));
    },
    end() {
      const rest = clean(held);
      held = '';
      return rest;
    },
  };
}

function clean(text: string): string {
  return sanitize(text.replace(/\r\n?|[\u2028\u2029]/g, '\n').toWellFormed());
}
