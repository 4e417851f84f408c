import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Plugin } from 'rolldown';
import { recordingOf } from '../src/demo/recording.ts';

/** Turns the scripts of the demos into the recordings that --demo plays: tour.md becomes demo/tour.sse. */
export function demoRecordings(folder: string): Plugin {
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.md'));
  return {
    name: 'demo-recordings',
    buildStart() {
      for (const file of scripts) this.addWatchFile(resolve(folder, file));
    },
    generateBundle() {
      for (const file of scripts) {
        const source = recordingOf(readFileSync(join(folder, file), 'utf8'));
        this.emitFile({ type: 'asset', fileName: `demo/${basename(file, '.md')}.sse`, source });
      }
    },
  };
}
