import { execFileSync } from 'node:child_process';
import { tempFolder, writeIn } from './sandbox.ts';

/** The browser that is installed, if one is. */
export const chromium = ['chromium', 'chromium-browser', 'google-chrome'].find(isInstalled);

const OPTIONS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'];

/** A page as Chromium writes it once it has read it and run its scripts. */
export function domOf(html: string, flags: readonly string[] = []): string {
  const home = tempFolder();
  const page = writeIn(home, 'page.html', html);
  return execFileSync(chromium ?? '', [...OPTIONS, ...flags, '--dump-dom', `file://${page}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { PATH: process.env['PATH'], HOME: home },
    maxBuffer: 1e8,
  });
}

function isInstalled(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
