import { sanitize } from '../core/text/sanitize.ts';

/**
 * Makes text safe to split into lines and to show, in whatever pieces it comes: all kinds of line ends become line feeds
 * (CRLF also when it is split), lone surrogates become U+FFFD, and control characters that could steer a terminal are
 * removed, as is a byte order mark before all text. A carriage return or half a surrogate pair at the end of a piece waits
 * for the next.
 */
export function createCleaner() {
  let held = '';
  let hasBegun = false;
  return {
    push(text: string): string {
      const all = held + (hasBegun ? text : text.replace(/^\ufeff/, ''));
      hasBegun ||= text !== '';
      held = /[\r\ud800-\udbff]$/.exec(all)?.[0] ?? '';
      return clean(all.slice(0, all.length - held.length));
    },
    end(): string {
      const rest = clean(held);
      held = '';
      return rest;
    },
  };
}

function clean(text: string): string {
  return sanitize(text.replace(/\r\n?|[\u2028\u2029]/g, '\n').toWellFormed());
}
