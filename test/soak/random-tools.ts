import type { LocalServer } from '../../src/mcp/mcp-config.ts';
import { everything, filesystem, listing, local, scripted, stubbornArgs } from '../helpers/mcp.ts';
import { tempFolder } from '../helpers/sandbox.ts';
import { join } from 'node:path';
import type { Dice } from './dice.ts';

const TOOLS = listing({ name: 'act' });
const onCall = (source: string) => `${TOOLS} 'tools/call': (message, answer) => { ${source} },`;

/** Servers that end once their input does, however they behave before. */
const SERVERS: readonly (() => LocalServer)[] = [
  everything,
  () => filesystem(tempFolder()),
  () => scripted('good', onCall(`answer({ content: [{ type: 'text', text: 'done' }] });`)),
  () => scripted('slow', onCall(`setTimeout(() => answer({ content: [{ type: 'text', text: 'late' }] }), 700);`)),
  () => scripted('failing', onCall(`tell({ id: message.id, error: { code: -32000, message: 'no' } });`)),
  () => scripted('dying', onCall(`process.exit(3);`)),
  () => scripted('silent', onCall('')),
  () => scripted('huge', onCall(`answer({ content: [{ type: 'text', text: 'x'.repeat(3e6) }] });`)),
  () =>
    scripted(
      'talkative',
      TOOLS,
      `for (let i = 0; i < 2000; i++) { console.log('not JSON'); console.error('a line'); }`,
    ),
  () => scripted('mute', 'initialize: () => {},'),
  () => scripted('exiting', '', 'process.exit(4);'),
  () => local('missing', '/no/such/command', []),
];

/** A server that only SIGKILL ends, and the process that started it. */
const stubborn = () => local('stubborn', process.execPath, stubbornArgs(join(tempFolder(), 'pids')));

/** Up to three servers, good and bad. */
export function randomServers(dice: Dice, canBeStubborn: boolean): LocalServer[] {
  const kinds = canBeStubborn ? [...SERVERS, stubborn] : SERVERS;
  return Array.from({ length: dice.whole(0, 3) }, (_, i) => ({ ...dice.pick(kinds)(), name: `server${i}` }));
}
