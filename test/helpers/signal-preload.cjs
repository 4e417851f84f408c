// Loaded into the program before its own code: sends it SIGNAL_NAME just before it loads the file SIGNAL_AT of its bundle.
const Module = require('node:module');
const path = require('node:path');

const { load } = Module.prototype;
Module.prototype.load = function loadOrSignal(file) {
  if (path.basename(file, '.cjs') === process.env.SIGNAL_AT) process.kill(process.pid, process.env.SIGNAL_NAME);
  return load.call(this, file);
};
