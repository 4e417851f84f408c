import { Chalk } from 'chalk';

/** Styles for what is said on stderr. */
export interface NoticeStyle {
  summary(text: string): string;
  problem(text: string): string;
}

export function createNoticeStyle(color: boolean): NoticeStyle {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  return {
    summary: (text) => chalk.dim(text),
    problem: (text) => text.replace(/^claude-stream:/, (name) => chalk.red(name)),
  };
}
