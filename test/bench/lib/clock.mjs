/** Milliseconds on the machine's monotonic clock: the one clock that all processes share. */
export function now() {
  return Number(process.hrtime.bigint()) / 1e6;
}
