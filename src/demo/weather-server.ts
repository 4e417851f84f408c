import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** A minimal MCP server over stdio, with the tool of every tutorial. Its weather never changes. */
const WEATHER = new Map([
  ['reykjavík', 'sleet, 2 °C\nwind: strong, from the north'],
  ['nairobi', 'sunny, 24 °C\nwind: light'],
]);

const TOOL = {
  name: 'get_weather',
  description: 'Get the current weather in a city.',
  inputSchema: {
    type: 'object',
    properties: { city: { type: 'string' }, unit: { type: 'string', enum: ['celsius', 'fahrenheit'] } },
    required: ['city'],
  },
};

/** Long enough to watch the call run. */
const CALL_MS = 1200;

type Params = { readonly protocolVersion?: string; readonly arguments?: { readonly city?: string } };
type Message = { readonly id?: number | string; readonly method?: string; readonly params?: Params };

async function answer({ method, params }: Message): Promise<object | undefined> {
  switch (method) {
    case 'initialize':
      return {
        protocolVersion: params?.protocolVersion,
        capabilities: { tools: {} },
        serverInfo: { name: 'weather', version: '1.0.0' },
      };
    case 'tools/list':
      return { tools: [TOOL] };
    case 'tools/call': {
      await sleep(CALL_MS);
      const text = WEATHER.get(String(params?.arguments?.city).toLowerCase());
      return { content: [{ type: 'text', text: text ?? 'unknown city' }], isError: text === undefined };
    }
    case 'ping':
      return {};
    default:
      return undefined;
  }
}

async function handle(line: string): Promise<void> {
  const message = JSON.parse(line) as Message;
  if (message.id === undefined) return;
  const result = await answer(message);
  const error = { code: -32601, message: 'Method not found' };
  const body = result === undefined ? { error } : { result };
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id: message.id, ...body })}\n`);
}

createInterface({ input: process.stdin }).on('line', (line) => void handle(line));
