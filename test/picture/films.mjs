const QUESTION = 'claude-stream "why is the sky blue?"';
const READING_MS = 1600;

/** What happens in each picture. Keys follow what is on the screen, so a film does not depend on the machine's speed. */
export const FILMS = [
  {
    file: 'claude-stream.svg',
    title: 'A question, a pipe, and a conversation with a tool call in claude-stream',
    size: { cols: 80, rows: 24 },
    async play(actor) {
      await ask(actor);
      await pipe(actor);
      await talk(actor);
    },
  },
  {
    file: 'narrow.svg',
    title: 'A reply streams into a terminal of 40 columns',
    size: { cols: 40, rows: 24 },
    play: ask,
  },
  {
    file: 'answer.svg',
    title: 'A long answer streams in, with code, an alert, a table and a formula',
    size: { cols: 80, rows: 46 },
    async play({ run, pause, shellPrompt }) {
      await shellPrompt();
      await pause(600);
      await run('claude-stream "how do I measure the period of a pendulum?"');
      await shellPrompt();
      await pause(READING_MS);
    },
  },
];

async function ask({ run, pause, shellPrompt }) {
  await shellPrompt();
  await pause(600);
  await run(QUESTION);
  await shellPrompt();
  await pause(READING_MS);
}

async function pipe({ run, pause, shellPrompt }) {
  await run('git diff | claude-stream "write a commit message"');
  await shellPrompt();
  await pause(READING_MS);
}

async function talk({ run, type, pause, waitFor }) {
  await run('claude-stream --mcp-config files.json');
  await waitFor(/^> *$/m);
  await pause(600);
  await run("add 'water the plants' to todo.md");
  await waitFor(/Run write_file[^]*water the plants[^]*\by\b.*\bn\b/);
  await pause(READING_MS);
  type('y');
  await waitFor(/Done: [^]*\n> *$/);
}
