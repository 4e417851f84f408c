/** A timer that fires later than this has measured time in which the program stood still. */
const MAX_LATENESS_MS = 250;

/**
 * Calls `act` after this long, unless the returned function is called first. Time in which the program stood still
 * (Ctrl-Z, a suspended laptop) is no sign that the other side is silent: the wait then starts again, and what has arrived
 * meanwhile is read first.
 */
export function limitTime(ms: number, act: () => void): () => void {
  let timer: NodeJS.Timeout;
  let lastLook: NodeJS.Immediate | undefined;
  const start = () => {
    const due = performance.now() + ms;
    timer = setTimeout(() => {
      if (performance.now() - due > MAX_LATENESS_MS) return start();
      // Node runs timers before it reads sockets.
      lastLook = setImmediate(act);
      return undefined;
    }, ms);
  };
  start();
  return () => {
    clearTimeout(timer);
    clearImmediate(lastLook);
  };
}
