/** The first line of every recording. A recording is itself a valid event stream: what is not from the wire is comment. */
export const RECORDING_HEADER = ': claude-stream recording, version 1\n';

/** The comment before the lines that arrived `ms` milliseconds after the request was sent. */
export const timeComment = (ms: number) => `: at ${ms} ms\n`;
