import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'rolldown';

/** Writes down whose code is in the bundle, and under which licence. */
export function thirdPartyLicences(): Plugin {
  return {
    name: 'third-party-licences',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
      const folders = new Set(modules.map(packageFolder).filter((folder) => folder !== undefined));
      const entries = [...folders].map(licenceEntry).toSorted();
      const source = `claude-stream contains code of these packages.\n\n${entries.join('\n')}`;
      this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-LICENSES.txt', source });
    },
  };
}

/** The folder of the installed package that a module belongs to, if any: its name follows the last `node_modules`. */
function packageFolder(module: string): string | undefined {
  return /^.*[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+/.exec(module.replace(/^\0/, ''))?.[0];
}

function licenceEntry(folder: string): string {
  const { name, license, ...rest } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageJson;
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  const title = `${name} ${rest.version} (${license ?? 'licence not stated'})`;
  return [title, '='.repeat(title.length), '', ...texts, ''].join('\n');
}

type PackageJson = { name: string; version: string; license?: string };
