import { once } from 'node:events';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { screenOf } from './screen.mjs';
import { unicodeWidths } from './unicode-widths.mjs';

const PATIENCE_MS = 30_000;

/**
 * Runs a program in a terminal emulator. `screens` has the screen after each of its writes, with the milliseconds
 * since the start.
 */
export function openTerminal(file, args, { cols, rows, cwd, env }) {
  const terminal = new xterm.Terminal({ cols, rows, scrollback: 10_000, allowProposedApi: true });
  terminal.unicode.register(unicodeWidths);
  terminal.unicode.activeVersion = unicodeWidths.version;
  const child = spawn(file, args, { cols, rows, cwd, env });
  const exit = new Promise((resolve) => child.onExit(resolve));
  const screens = [];
  const looked = new EventTarget();
  const started = performance.now();
  let cursorShown = true;
  child.onData((data) => {
    const at = performance.now() - started;
    cursorShown = (data.match(/\x1b\[\?25[hl]/g)?.at(-1) ?? (cursorShown ? 'h' : 'l')).endsWith('h');
    const screen = { at, cursorShown };
    terminal.write(data, () => {
      screens.push({ ...screen, ...screenOf(terminal) });
      looked.dispatchEvent(new Event('look'));
    });
  });
  // Programs ask the terminal questions; the emulator answers them.
  terminal.onData((answer) => child.write(answer));

  return {
    screens,
    type: (keys) => child.write(keys),
    async waitFor(wanted) {
      const text = () => screens.at(-1)?.text ?? '';
      while (!wanted.test(text())) {
        await once(looked, 'look', { signal: AbortSignal.timeout(PATIENCE_MS) }).catch((cause) => {
          throw new Error(`${wanted} never came to the screen:\n${text()}`, { cause });
        });
      }
    },
    async close() {
      child.kill('SIGHUP');
      await exit;
      terminal.dispose();
    },
  };
}
