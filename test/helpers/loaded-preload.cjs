// Records the loaded files of dist when the program first writes the text in LOADED_AT, or when it ends.
const fs = require('node:fs');
const path = require('node:path');

const { LOADED_FILE: file, LOADED_AT: text } = process.env;
let isWritten = false;

function write() {
  if (isWritten) return;
  isWritten = true;
  const loaded = Object.keys(require.cache).filter((name) => path.basename(path.dirname(name)) === 'dist');
  fs.writeFileSync(file, loaded.map((name) => path.basename(name, '.cjs')).join('\n'));
}

process.on('exit', write);
const writeOut = process.stdout.write.bind(process.stdout);
process.stdout.write = (chunk, ...rest) => {
  if (text && String(chunk).includes(text)) write();
  return writeOut(chunk, ...rest);
};
