import type { Sink, View } from '../../core/reply/ports.ts';
import type { Settings } from '../../core/config/settings.ts';
import { createJsonView, createStreamJsonView } from '../../terminal/output/json-view.ts';
import { createPlainView } from '../../terminal/output/plain-view.ts';

/** The one place that decides how a reply is shown on stdout. */
export function chooseView(settings: Pick<Settings, 'outputFormat' | 'flush'>, stdout: Sink, terminal: boolean): View {
  switch (settings.outputFormat) {
    case 'json':
      return createJsonView(stdout, terminal);
    case 'stream-json':
      return createStreamJsonView(stdout, terminal);
    default:
      return createPlainView(stdout, { flush: settings.flush, terminal });
  }
}
