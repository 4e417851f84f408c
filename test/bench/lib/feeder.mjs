// feeder.mjs FILE PIECE REPORT ARGS: runs `node ARGS` in the terminal that this runs in, and writes the file's text to
// it in pieces of PIECE characters, each as soon as the last one was read. Its usage goes to the file REPORT.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';

const [file, piece, report, ...args] = process.argv.slice(2);
const source = readFileSync(file, 'utf8');

const child = spawn(process.execPath, args, { stdio: ['pipe', 'inherit', 'inherit', 'pipe'] });
const usage = text(child.stdio[3]);
const exited = once(child, 'exit');
for (let at = 0; at < source.length; at += Number(piece)) {
  await new Promise((resolve) => child.stdin.write(source.slice(at, at + Number(piece)), resolve));
}
child.stdin.end();
const [code] = await exited;
writeFileSync(report, await usage);
process.exitCode = code ?? 1;
