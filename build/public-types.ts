import { rolldown, type Plugin } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';

/**
 * Writes the types of a module that others import to one file, which imports nothing: the packages that are bundled here
 * are not installed there. A type that an exported declaration leaves to be inferred fails the build.
 *
 * rolldown-plugin-dts 0.23 is the last version that runs on Node 20. It asks for an older TypeScript, but needs none for
 * declarations that are written out (`oxc`), hence the override in package.json.
 */
export function publicTypes(module: string, fileName: string): Plugin {
  return {
    name: 'public-types',
    async generateBundle() {
      const bundle = await rolldown({ input: module, plugins: [dts({ oxc: true, emitDtsOnly: true })] });
      const { output } = await bundle.generate({ format: 'es' });
      await bundle.close();
      const [{ code, imports }] = output;
      if (imports.length > 0)
        this.error(`the types of ${module} must import nothing, but import ${imports.join(', ')}`);
      this.emitFile({ type: 'asset', fileName, source: code });
    },
  };
}
