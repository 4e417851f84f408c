import type { Fetch } from '../../api/transport/body.ts';
import { replayFetch } from '../../api/transport/replay.ts';
import { usageProblem } from '../../core/problem/problem.ts';
import { FILE_LIMITS, limitStream } from '../../storage/read-limited.ts';
import { readRecording } from '../../storage/recording-file.ts';

/** Plays a recording from the start for every request. Opens it now. `recordingTo`: must be another file. */
export function createRecordingFetch(path: string, speed: number, recordingTo: string | undefined): Fetch {
  if (path === '-' && process.stdin.isTTY) {
    throw usageProblem('--replay - reads standard input, but nothing is piped in');
  }
  const name = path === '-' ? 'standard input' : path;
  const open = () =>
    limitStream(path === '-' ? process.stdin : readRecording(path, recordingTo), FILE_LIMITS.recording, name);
  let opened: AsyncIterable<Uint8Array> | undefined = open();
  return (input, init) => {
    const bytes = opened ?? open();
    opened = undefined;
    return replayFetch({ name, bytes }, speed)(input, init);
  };
}
