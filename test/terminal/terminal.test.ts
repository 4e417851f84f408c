import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { fakeHost, type FakeTty } from './fake-terminal.ts';

const WINDOW = { columns: 80, rows: 24 };
const MARK_PASTES = '\u001b[?2004h';
const LEAVE_PASTES = '\u001b[?2004l';

/** A use that writes down what it is told. */
const noting = (log: string[], name: string) => ({
  onResize: () => void log.push(`${name} resize`),
  onSuspend: () => void log.push(`${name} suspend`),
  onResume: () => void log.push(`${name} resume`),
  onExit: () => void log.push(`${name} exit`),
});

describe('the input', () => {
  test('is raw, with pastes marked, as long as it is taken', () => {
    const { terminal, input, log } = fakeHost(WINDOW);
    const typed: string[] = [];
    const release = terminal.take({ onInput: (data) => void typed.push(String(data)) });
    input.emit('data', Buffer.from('a\u0003'));
    expect([input.isRaw, input.isPaused(), typed]).toEqual([true, false, ['a\u0003']]);
    release();
    release();
    expect([input.isRaw, input.isPaused(), input.listenerCount('data')]).toEqual([false, true, 0]);
    expect(log).toEqual([MARK_PASTES, LEAVE_PASTES]);
  });

  test('stays with the first who takes it, also when keys are to be hidden', () => {
    const { terminal, input, log } = fakeHost(WINDOW);
    const typed: string[] = [];
    terminal.take({ onInput: () => void typed.push('first') });
    terminal.take({ hidesKeys: true });
    const release = terminal.take({ onInput: () => void typed.push('second') });
    input.emit('data', Buffer.from('\u0003'));
    release();
    input.emit('data', Buffer.from('\u0003'));
    expect(typed).toEqual(['first', 'first']);
    expect(log).toEqual([MARK_PASTES]);
  });

  test('that is hidden still sends signals, and nothing else', () => {
    const { terminal, input, log } = fakeHost(WINDOW);
    const release = terminal.take({ hidesKeys: true });
    expect(input.isRaw).toBe(true);
    input.emit('data', Buffer.from('xé\u0003\u001a'));
    expect(log).toEqual(['SIGINT', 'SIGTSTP']);
    release();
    expect(input.isRaw).toBe(false);
  });

  test('sends the signals of its keys while they are hidden', () => {
    const sent: string[] = [];
    const { terminal, input } = fakeHost(WINDOW, { signalJob: (signal) => void sent.push(signal) });
    terminal.take({ hidesKeys: true });
    input.emit('data', Buffer.from('a\u0003\u001cb\u001a'));
    expect(sent).toEqual(['SIGINT', 'SIGQUIT', 'SIGTSTP']);
  });

  test('is left alone in the background, until the program is in the foreground', () => {
    let foreground = false;
    const { terminal, input, events } = fakeHost(WINDOW, { inForeground: () => foreground });
    terminal.take({ hidesKeys: true });
    expect(input.isRaw).toBe(false);
    foreground = true;
    events.emit('SIGCONT');
    expect(input.isRaw).toBe(true);
  });

  test('is opened once it is needed', () => {
    let opened = 0;
    const { terminal } = fakeHost(WINDOW, { openInput: () => void opened++ });
    terminal.take({ onResize: () => {} });
    expect(opened).toBe(0);
    terminal.take({ hidesKeys: true });
    expect(opened).toBe(1);
    expect(terminal.hasInput()).toBe(false);
  });

  test.each([
    ['ends', (input: FakeTty) => input.end()],
    ['fails', (input: FakeTty) => input.destroy(new Error('EIO'))],
  ])('may be gone: it %s', async (_, act) => {
    const { terminal, input } = fakeHost(WINDOW);
    terminal.take({ onInput: () => {} });
    act(input);
    await expect(terminal.gone).resolves.toBeUndefined();
  });
});

describe('whoever uses the terminal', () => {
  test('is told of new sizes, which are those of the window', () => {
    const { terminal, resize, log } = fakeHost(WINDOW);
    terminal.take({ onResize: () => void log.push(JSON.stringify(terminal.size())) });
    resize({ columns: 30, rows: 10 });
    expect(log).toEqual(['{"columns":30,"rows":10}']);
  });

  test('puts away what it shows before the program is stopped, the last first, and the input is given back', () => {
    const { terminal, input, events, log } = fakeHost(WINDOW, { stop: () => void log.push(`stop ${input.isRaw}`) });
    terminal.take(noting(log, 'first'));
    terminal.take({ onInput: () => {} });
    terminal.take(noting(log, 'last'));
    events.emit('SIGTSTP');
    expect(log.splice(0)).toEqual([MARK_PASTES, 'last suspend', 'first suspend', LEAVE_PASTES, 'stop false']);
    events.emit('SIGCONT');
    expect(log).toEqual([MARK_PASTES, 'first resume', 'last resume']);
    expect(input.isRaw).toBe(true);
  });

  test('keeps the program from ending until it hears that it goes on', () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { terminal, events } = fakeHost(WINDOW);
    terminal.take({ onInput: () => {} });
    const timers = ['SIGTSTP', 'SIGTSTP', 'SIGCONT', 'SIGCONT'].map((signal) => {
      events.emit(signal);
      return vi.getTimerCount();
    });
    expect(timers).toEqual([1, 1, 0, 0]);
  });

  test('ends with the program, the last first, and the input is given back', () => {
    const { terminal, input, events, log } = fakeHost(WINDOW);
    terminal.take({ hidesKeys: true, ...noting(log, 'first') });
    terminal.take(noting(log, 'last'));
    events.emit('exit');
    expect(log).toEqual(['last exit', 'first exit']);
    expect([input.isRaw, input.isPaused()]).toEqual([false, true]);
  });

  test('leaves no listener behind', () => {
    const { terminal, events, resize, log } = fakeHost(WINDOW);
    const releases = [terminal.take(noting(log, 'first')), terminal.take(noting(log, 'last'))];
    releases.forEach((release) => release());
    resize({ columns: 30, rows: 10 });
    expect(log).toEqual([]);
    expect(events.eventNames()).toEqual([]);
  });
});
