import { join } from 'node:path';
import { rolldown, type Plugin } from 'rolldown';
import { tempFolder, writeIn } from './sandbox.ts';

/** Writes the files, bundles `main.js` with the build's plugins, and returns the output by file name. */
export async function bundle(
  files: Readonly<Record<string, string>>,
  plugins: Plugin | Plugin[],
): Promise<Record<string, string | Uint8Array>> {
  const folder = tempFolder();
  for (const [name, content] of Object.entries(files)) writeIn(folder, name, content);
  const build = await rolldown({ input: join(folder, 'main.js'), cwd: folder, plugins, logLevel: 'silent' });
  try {
    const { output } = await build.generate();
    return Object.fromEntries(output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source]));
  } finally {
    await build.close();
  }
}
