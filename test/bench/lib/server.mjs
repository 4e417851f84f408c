import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const serverFile = fileURLToPath(new URL('server-process.mjs', import.meta.url));

/**
 * @typedef {object} Visit one request that a measured program is going to make
 * @property {string} baseUrl for ANTHROPIC_BASE_URL
 * @property {(name: 'request' | 'first' | 'last') => Promise<number>} mark when the server saw the request's headers,
 *   sent the first and the last byte of its reply
 * @property {() => Promise<number>} accepted bytes of the reply that the client's side has accepted so far
 */

/** Starts the server's process. */
export async function startServer() {
  const server = fork(serverFile);
  const [{ port }] = await once(server, 'message');
  /** @type {Map<number, Record<string, number>>} */
  const visits = new Map();
  server.on('message', ({ visit, name, value }) => (visits.get(visit)[name] = value));

  return {
    /**
     * @param {'short' | 'held' | '2MB' | '8MB' | '32MB'} reply
     * @returns {Visit}
     */
    visit(reply) {
      const id = visits.size + 1;
      const marks = {};
      visits.set(id, marks);
      const mark = async (name) => {
        for (;;) {
          if (name in marks) return marks[name];
          await once(server, 'message');
        }
      };
      const accepted = () => {
        delete marks.accepted;
        server.send({ visit: id });
        return mark('accepted');
      };
      return { baseUrl: `http://127.0.0.1:${port}/${id}/${reply}`, mark, accepted };
    },
    stop() {
      server.disconnect();
    },
  };
}
