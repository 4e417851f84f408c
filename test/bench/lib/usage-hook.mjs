// Loaded into a measured child with --import: at its end, reports its usage on descriptor 3, counted from its start or
// from the moment it said that it was ready.
import { readFileSync, writeSync } from 'node:fs';

let before;
process.once('bench-ready', () => (before = process.cpuUsage()));
process.on('exit', () => {
  const { user, system } = process.cpuUsage(before);
  writeSync(3, JSON.stringify({ cpuMs: (user + system) / 1e3, peakMB: peakKB() / 1024 }));
});

/** On Linux maxRSS starts at what the spawning process had used; the kernel's own high-water mark does not. */
function peakKB() {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS;
  return Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
}
