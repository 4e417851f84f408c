import { isBilled, savedShare, totalCost, type Cost, type CostOf } from '../cost/cost.ts';
import { formatUsd } from '../cost/format-usd.ts';
import { PRICES_AS_OF } from '../cost/list-prices.ts';
import { addUsage, cacheReadTokens, counted, inputTokens, outputTokens, type Usage } from '../cost/usage.ts';
import { tokensPerSecond } from '../reply/summary.ts';
import { count, seconds, tenths } from '../text/numbers.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { formatTable, type Column } from '../text/text-table.ts';
import { pricedReplies, type Paid, type PricedReply } from './conversation-cost.ts';
import type { Conversation } from './conversation.ts';

/** The tokens, cost and times of each turn, of what was undone, in total and, if there were several, of each model. */
export function usageTable({ conversation, undone }: Paid, costOf?: CostOf): string {
  const turns = turnsOf(conversation).map((turn) => pricedReplies(turn, costOf));
  const lost = pricedReplies(undone, costOf).filter(({ usage }) => isBilled(usage));
  const all = [...turns.flat(), ...lost];
  if (turns.length === 0 && all.length === 0) return 'nothing sent yet\n';
  const rows = turns.map((turn, index) => rowOf(String(index + 1), turn));
  if (lost.length > 0) rows.push(rowOf('undone', lost));
  const total = rowOf('total', all);
  const tables = [tableOf({ head: 'turn', align: 'right' }, [...rows, total])];
  const models = [...new Set(all.map(modelOf))];
  const ofModel = (model: string) => all.filter((reply) => modelOf(reply) === model);
  if (models.length > 1) {
    tables.push(
      tableOf(
        { head: 'model' },
        models.map((model) => rowOf(model, ofModel(model))),
      ),
    );
  }
  if (all.some(({ cost }) => cost !== undefined)) tables.push(costNote(total.cost));
  return tables.join('\n');
}

function turnsOf(conversation: Conversation): Conversation[] {
  const starts = conversation.flatMap(({ type }, index) => (type === 'prompt' ? [index] : []));
  return starts.map((start, index) => conversation.slice(start, starts[index + 1]));
}

const modelOf = ({ model }: PricedReply) => (typeof model === 'string' ? sanitizeLine(model, 40) : 'unknown');

/** A turn, a model, or everything. */
interface Row {
  readonly name: string;
  readonly usage: Usage;
  readonly cost: Cost | undefined;
  readonly retries: number;
  readonly totalMs: number;
  /** Of a turn that took one request. */
  readonly firstTextMs: number | undefined;
  /** In tokens a second. */
  readonly speed: number | undefined;
}

function rowOf(name: string, replies: readonly PricedReply[]): Row {
  const sum = (numberOf: (reply: PricedReply) => unknown) =>
    replies.reduce((total, reply) => total + counted(numberOf(reply)), 0);
  const only = replies.length === 1 ? replies[0]! : undefined;
  const firstTextMs = counted(only?.timings?.first_text_ms) || undefined;
  const totalMs = sum(({ timings }) => timings?.total_ms);
  return {
    name,
    usage: replies.reduce((all, { usage }) => addUsage(all, usage), {}),
    cost: totalCost(replies),
    retries: sum(({ retries }) => retries),
    totalMs,
    firstTextMs,
    speed: only?.status === 'complete' ? tokensPerSecond({ ...only, firstTextMs, totalMs }) : undefined,
  };
}

const UNKNOWN = '-';

/** A number that is unknown or 0 is a dash. */
const orDash = (value: number | undefined, format: (value: number) => string) => (value ? format(value) : UNKNOWN);

const COLUMNS: readonly Column<Row>[] = [
  { head: 'in', cell: ({ usage }) => count(inputTokens(usage)), align: 'right' },
  { head: 'cached', cell: ({ usage }) => cachedShare(usage), align: 'right' },
  { head: 'out', cell: ({ usage }) => count(outputTokens(usage)), align: 'right' },
  { head: 'cost', cell: ({ cost }) => (cost ? formatUsd(cost.usd) : UNKNOWN), align: 'right' },
  { head: 'time', cell: ({ totalMs }) => orDash(totalMs, tenths), align: 'right' },
  { head: 'first text', cell: ({ firstTextMs }) => orDash(firstTextMs, seconds), align: 'right' },
  { head: 'tok/s', cell: ({ speed }) => orDash(speed, count), align: 'right' },
  { head: 'retries', cell: ({ retries }) => orDash(retries, count), align: 'right' },
];

/** Columns that say nothing are left out. */
function tableOf(name: Omit<Column<Row>, 'cell'>, rows: readonly Row[]): string {
  const columns = COLUMNS.filter(({ cell }) => rows.some((row) => cell(row) !== UNKNOWN));
  return formatTable([{ ...name, cell: (row) => row.name }, ...columns], rows, { indent: '  ' });
}

function cachedShare(usage: Usage): string {
  const input = inputTokens(usage);
  return input === 0 ? UNKNOWN : `${Math.round((100 * cacheReadTokens(usage)) / input)}%`;
}

function costNote(total: Cost | undefined): string {
  const saved = total === undefined ? 0 : Math.round(100 * savedShare(total));
  const caching = saved > 0 ? `; caching saved ${saved}% (${formatUsd(total!.savedUsd)})` : '';
  return `  prices as of ${PRICES_AS_OF} or from config.json${caching}\n`;
}
