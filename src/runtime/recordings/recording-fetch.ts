import type { Fetch } from '../../api/transport/body.ts';
import { replayFetch } from '../../api/transport/replay.ts';
import { usageProblem } from '../../core/problem/problem.ts';
import { readRecording } from '../../storage/recording-file.ts';

/** Plays a recording from the start for every request. Opens it now. `recordingTo`: must be another file. */
export function createRecordingFetch(path: string, speed: number, recordingTo: string | undefined): Fetch {
  if (path === '-' && process.stdin.isTTY) {
    throw usageProblem('--replay - reads standard input, but nothing is piped in');
  }
  const open = () => (path === '-' ? process.stdin : readRecording(path, recordingTo));
  let opened: AsyncIterable<Uint8Array> | undefined = open();
  return (input, init) => {
    const bytes = opened ?? open();
    opened = undefined;
    return replayFetch({ name: path === '-' ? 'standard input' : path, bytes }, speed)(input, init);
  };
}
