/** When a recorded reply contains these words, in milliseconds after the request. */
export function timeOf(recording, words) {
  let text = '';
  for (const { at, piece } of piecesOf(recording)) {
    text += piece;
    if (text.includes(words)) return at;
  }
  throw new Error(`the recording never says ${words}`);
}

/**
 * Moments at which to look at the screen, about every `step` milliseconds: each in the middle of the longest silence
 * near it, so that a run that is slightly early or late gives the same picture.
 */
export function momentsOf(recording, step) {
  const times = [0, ...piecesOf(recording).map(({ at }) => at)];
  const silences = times.slice(1).map((time, i) => ({ middle: (times[i] + time) / 2, length: time - times[i] }));
  const moments = [];
  for (let time = step; time < times.at(-1); time += step) {
    const near = silences.filter(({ middle }) => Math.abs(middle - time) < step / 2);
    const longest = near.toSorted((a, b) => b.length - a.length)[0];
    moments.push(Math.round(longest?.middle ?? time));
  }
  return moments;
}

function piecesOf(recording) {
  return recording.split(/^: at (?=\d)/m).flatMap((part) => {
    const deltas = [...part.matchAll(/^data: (\{"type":"content_block_delta".*)$/gm)];
    return deltas.map(([, json]) => ({ at: parseInt(part, 10), piece: JSON.parse(json).delta.text ?? '' }));
  });
}
