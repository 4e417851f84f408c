import type { Command } from './command.ts';
import { CONFIG_COMMANDS } from './config/config.ts';
import { models } from './models.ts';
import { render } from './render.ts';
import { SESSIONS_COMMANDS } from './sessions/sessions.ts';
import { tools } from './tools.ts';

/** Every command in the order of the help, except the one without a name: see chat.ts. */
export const COMMANDS: readonly Command[] = [models, tools, render, ...SESSIONS_COMMANDS, ...CONFIG_COMMANDS];
