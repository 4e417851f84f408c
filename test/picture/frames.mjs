/** The screens that a picture shows: at most one for each `step` milliseconds, and then the latest. */
export function framesOf(screens, step) {
  const frames = [];
  for (const { at, ...screen } of screens) {
    const last = frames.at(-1);
    if (last !== undefined && at < last.at + step) last.screen = screen;
    else frames.push({ at: Math.round(at), screen });
  }
  frames[0].at = 0;
  return frames;
}
