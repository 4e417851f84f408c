import type { Plugin } from 'rolldown';
import { licensePlugin, type LicenseInfo } from 'rolldown-license-plugin';

/** Each run of the plugin reads one file per package; some packages have a second licence or a notice. */
const FILES = [/^((un)?licen[cs]e|copying)(\.\w+)?$/i, /^(licen[cs]e|copying)-/i, /^notice/i];

/** Writes the licences of the packages whose code is in the bundle; a package without one fails the build. */
export function thirdPartyLicences(fileName: string): Plugin[] {
  const texts = new Map<string, string[]>();
  const done = (packages: LicenseInfo[]) => {
    for (const { name, version, license, licenseText } of packages) {
      const title = `${name} ${version} (${license})`;
      texts.set(title, [...(texts.get(title) ?? []), licenseText.trim()]);
    }
  };
  return [
    ...FILES.map((match) => licensePlugin({ match, done })),
    {
      name: 'third-party-licences',
      buildStart: () => texts.clear(),
      generateBundle() {
        const entries = [...texts].map(([title, [licence, ...others]]) => {
          if (!licence) this.error(`no licence found for ${title}, which is in the bundle`);
          return [title, '='.repeat(title.length), '', licence, ...others.filter(Boolean), ''].join('\n');
        });
        const source = `claude-stream contains code of these packages.\n\n${entries.toSorted().join('\n')}`;
        this.emitFile({ type: 'asset', fileName, source });
      },
    },
  ];
}
