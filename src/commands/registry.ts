import type { Command } from './command.ts';
import { models } from './models.ts';
import { render } from './render.ts';
import { SESSIONS_COMMANDS } from './sessions/sessions.ts';
import { tools } from './tools.ts';

/** Every command but the one without a name, which talks: see chat.ts. In the order of the help. */
export const COMMANDS: readonly Command[] = [models, tools, render, ...SESSIONS_COMMANDS];
