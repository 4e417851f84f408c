import xterm from '@xterm/headless';
import { vi } from 'vitest';
import { MarkdownStream, type MarkdownStreamOptions } from '../../src/markdown/markdown-stream.ts';
import { plainText } from '../../src/markdown/layout/styled.ts';
import { widthOf } from '../../src/markdown/layout/width.ts';
import { createLiveWriter, type LiveWriter } from '../../src/terminal/output/markdown-view.ts';
import { createPainter } from '../../src/terminal/output/painter.ts';
import { rowsOf } from '../helpers/rows.ts';

export interface Window {
  readonly columns: number;
  readonly rows: number;
}

export const WINDOWS: readonly Window[] = [
  { columns: 80, rows: 24 },
  { columns: 40, rows: 10 },
  { columns: 33, rows: 5 },
  { columns: 200, rows: 60 },
];

/** Rows on the screen before a reply: none of them belong to the program. */
export const SHELL_ROWS = ['$ ls', 'README.md  \u001b[1;34msrc\u001b[0m  test', '$ claude-stream "and now?"'];

/** A terminal that can report, at any moment, what a person would see. */
export class Emulator {
  readonly terminal: xterm.Terminal;
  /** Side effects that no text may have, such as setting the title or the clipboard. */
  readonly violations: string[] = [];

  constructor({ columns, rows }: Window) {
    this.terminal = new xterm.Terminal({
      cols: columns,
      rows,
      scrollback: 100_000,
      allowProposedApi: true,
      logLevel: 'off',
    });
    this.terminal.onTitleChange((title) => this.violations.push(`title ${title}`));
    this.terminal.onBell(() => this.violations.push('bell'));
    this.terminal.parser.registerOscHandler(52, () => (this.violations.push('clipboard'), true));
  }

  write(text: string): void {
    (this.terminal as unknown as { _core: { writeSync(text: string): void } })._core.writeSync(text);
  }

  get scrolledOff(): number {
    return this.terminal.buffer.active.baseY;
  }

  get cursorRow(): number {
    return this.terminal.buffer.active.baseY + this.terminal.buffer.active.cursorY;
  }

  /** One cell: its character and its style. */
  cell(row: number, column: number): string {
    const cell = this.terminal.buffer.active.getLine(row)?.getCell(column);
    if (cell === undefined) return '';
    const characters = cell.getChars() || (cell.getWidth() === 0 ? '' : ' ');
    if (cell.isAttributeDefault() && linkOf(this.terminal, cell) === '') return characters;
    const style = [
      cell.isBold() !== 0 && 'bold',
      cell.isDim() !== 0 && 'dim',
      cell.isItalic() !== 0 && 'italic',
      cell.isUnderline() !== 0 && 'underline',
      cell.isStrikethrough() !== 0 && 'struck',
      cell.isInverse() !== 0 && 'inverse',
      cell.isInvisible() !== 0 && 'invisible',
      cell.isBlink() !== 0 && 'blink',
      !cell.isFgDefault() && `${cell.getFgColorMode()}/${cell.getFgColor()}`,
      !cell.isBgDefault() && `on ${cell.getBgColorMode()}/${cell.getBgColor()}`,
      linkOf(this.terminal, cell),
    ].filter((part) => typeof part === 'string' && part !== '');
    return `${characters}{${style.join(' ')}}`;
  }

  /** A row of the screen, with its styles. */
  row(row: number): string {
    if (row >= this.terminal.buffer.active.length) return '';
    return Array.from({ length: this.terminal.cols }, (_, column) => this.cell(row, column)).join('');
  }

  /** Scrollback and screen with their styles, with wrapped rows joined. */
  dump(end = this.terminal.buffer.active.length): string[] {
    return this.#joined(end, (row) => this.row(row));
  }

  /** The same without styles. */
  text(end = this.terminal.buffer.active.length): string[] {
    const buffer = this.terminal.buffer.active;
    return this.#joined(end, (row) => buffer.getLine(row)!.translateToString());
  }

  #joined(end: number, read: (row: number) => string): string[] {
    const rows: string[] = [];
    for (let row = 0; row < end; row++) {
      const wrapped = this.terminal.buffer.active.getLine(row)?.isWrapped === true && rows.length > 0;
      if (wrapped) rows.push(rows.pop()! + read(row));
      else rows.push(read(row));
    }
    const trimmed = rows.map((row) => row.trimEnd());
    return trimmed.slice(0, trimmed.findLastIndex((row) => row !== '') + 1);
  }
}

function linkOf(terminal: xterm.Terminal, cell: xterm.IBufferCell | object): string {
  const id = (cell as { extended?: { urlId?: number } }).extended?.urlId ?? 0;
  if (id === 0) return '';
  const { _core: core } = terminal as unknown as {
    _core: { _oscLinkService: { getLinkData(id: number): { uri: string } | undefined } };
  };
  return `-> ${core._oscLinkService.getLinkData(id)?.uri}`;
}

export interface StageOptions extends Window {
  readonly synchronized?: boolean;
  readonly markdown?: MarkdownStreamOptions;
  /** Rows on the screen before the reply. */
  readonly before?: readonly string[];
  /** Receives the output in place of the terminal, at its own pace. */
  readonly sink?: (text: string) => void | Promise<void>;
}

const STYLED: MarkdownStreamOptions = { color: 1, hyperlinks: true };

/** A live writer on a terminal, with time that moves only when the test says so: needs fake timers. */
export class Stage {
  readonly emulator: Emulator;
  readonly writer: LiveWriter;
  /** Everything written, one entry per write. */
  readonly frames: string[] = [];
  /** Called after each write. */
  onFrame: (frame: string) => void = () => {};
  #size: Window;
  #resizing: { readonly size: Window; readonly piece: number } | undefined;

  constructor({ synchronized = true, markdown = {}, before = SHELL_ROWS, sink, ...size }: StageOptions) {
    this.#size = size;
    this.emulator = new Emulator(size);
    for (const row of before) this.emulator.write(`${row}\r\n`);
    const stream = new MarkdownStream({ ...STYLED, width: () => widthIn(this.#size), ...markdown });
    const painter = createPainter({ size, widthOf: (row) => widthOf(plainText(row)), synchronized });
    this.writer = createLiveWriter(
      stream,
      {
        write: (text) => {
          this.frames.push(text);
          if (sink !== undefined) return sink(text);
          this.#show(text);
          this.onFrame(text);
          return undefined;
        },
      },
      painter,
    );
  }

  get bytes(): string {
    return this.frames.join('');
  }

  /** Writes more text and lets the time of one frame pass. */
  async push(text: string): Promise<void> {
    await this.writer.write(text);
    await vi.advanceTimersByTimeAsync(17);
  }

  async play(pieces: readonly string[]): Promise<this> {
    for (const piece of pieces) await this.push(piece);
    await this.writer.end();
    return this;
  }

  #show(frame: string): void {
    const pieces = frame.split(/(?<=\n)/);
    for (const [index, piece] of pieces.entries()) {
      this.emulator.write(piece);
      if (this.#resizing === undefined || index !== this.#resizing.piece % pieces.length) continue;
      this.#resizeTerminal(this.#resizing.size);
      this.#resizing = undefined;
    }
  }
  #resizeTerminal({ columns, rows }: Window): void {
    this.emulator.terminal.resize(columns, rows);
  }

  /**
   * Resizes the terminal within the next frame, after one of the pieces in which the kernel hands it over: it cuts at line
   * feeds. The program is told of it, with `tell`, when more frames may be on their way.
   */
  resizeWithinFrame(size: Window, piece: number): void {
    this.#resizing = { size, piece };
  }

  tell(size: Window): void {
    if (this.#resizing !== undefined) this.#resizeTerminal(this.#resizing.size);
    this.#resizing = undefined;
    this.#size = size;
    this.writer.resized(size);
  }

  /** Resizes the terminal first and then the program, as happens in practice. */
  resize(size: Window): void {
    this.#resizeTerminal(size);
    this.tell(size);
  }
}

/** As the program measures a window: its last column stays free. */
export const widthIn = ({ columns }: Window): number => Math.max(1, columns - 1);

/** The screen after simply printing the finished rows of a document. */
export function printed(text: string, { columns, rows, before = SHELL_ROWS, markdown = {} }: StageOptions): string[] {
  const emulator = new Emulator({ columns, rows });
  for (const row of before) emulator.write(`${row}\r\n`);
  for (const row of rowsOf(text, { ...STYLED, width: widthIn({ columns, rows }), ...markdown }))
    emulator.write(`${row}\r\n`);
  return emulator.dump();
}

/** The parts that a terminal processes one by one: sequences and characters. */
export function parts(frame: string): string[] {
  return frame.match(/\u001b\[[?\d;]*[a-zA-Z]|\u001b\][^\u001b]*\u001b\\|[^]/gu) ?? [];
}
