/** Loaded into the program: SIGURG makes it throw where nothing catches it, in the way that TEST_CRASH says. */
'use strict';

const WAYS = {
  event: () => {
    throw new Error('planted');
  },
  timer: () =>
    setTimeout(() => {
      throw new Error('planted');
    }),
  rejection: () => void Promise.reject(new Error('planted')),
  strange: () => {
    throw { toString: null, valueOf: null };
  },
};

process.on('SIGURG', WAYS[process.env.TEST_CRASH]);
