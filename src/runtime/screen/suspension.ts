/** Something on the terminal that is put away before the program is stopped with Ctrl-Z, and taken out again when it goes on. */
export interface Stoppable {
  pause(): void;
  resume(): void;
}

/** Registers a stoppable until the returned function is called. */
export type WhileStoppable = (stoppable: Stoppable) => () => void;

/** What was registered last is put away first. The program stops itself: by then the terminal is as it was. */
export function createSuspension(): WhileStoppable {
  let all: readonly Stoppable[] = [];
  let alive: NodeJS.Timeout | undefined;
  const stop = () => {
    for (const stoppable of all.toReversed()) stoppable.pause();
    // With the keys released, nothing else keeps the program from ending before it hears SIGCONT.
    alive = setInterval(() => {}, 2 ** 30);
    process.kill(process.pid, 'SIGSTOP');
  };
  const goOn = () => {
    clearInterval(alive);
    for (const stoppable of all) stoppable.resume();
  };
  return (stoppable) => {
    if (all.length === 0) process.on('SIGTSTP', stop).on('SIGCONT', goOn);
    all = [...all, stoppable];
    return () => {
      all = all.filter((other) => other !== stoppable);
      if (all.length > 0) return;
      clearInterval(alive);
      process.off('SIGTSTP', stop).off('SIGCONT', goOn);
    };
  };
}

/** To the whole job, as the terminal would send it: what is piped in is stopped, and ends, too. */
export function signalJob(signal: NodeJS.Signals): void {
  if (process.platform !== 'win32') process.kill(0, signal);
  // There, any signal but this one would end the program without a word.
  else if (signal === 'SIGINT') process.emit('SIGINT', 'SIGINT');
}
