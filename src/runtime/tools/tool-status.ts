import type { Permission, Permissions } from '../../mcp/permissions.ts';
import { meaningOf } from '../../mcp/tool-pattern.ts';
import type { OpenToolbox } from '../../mcp/toolbox.ts';

/** A server, and whether its tools may run; `name`: the one that the model uses. */
export type ServerStatus =
  | { readonly server: string; readonly type: 'starting' }
  | { readonly server: string; readonly type: 'failed'; readonly why: string }
  | {
      readonly server: string;
      readonly type: 'started';
      readonly tools: readonly { readonly name: string; readonly permission: Permission }[];
    };

/** Tools that can be called, and which of them may run without asking. */
export interface OpenTools {
  readonly toolbox: Pick<OpenToolbox, 'origin' | 'servers' | 'byServer' | 'failures'>;
  readonly permissions: Pick<Permissions, 'of' | 'revoke'>;
}

/** A server as it is now; `open`: the tools of all servers, once they have started. */
export function statusOf(server: string, open: OpenTools | undefined): ServerStatus {
  if (open === undefined) return { server, type: 'starting' };
  const { toolbox, permissions } = open;
  const why = toolbox.failures.find((failure) => failure.server === server)?.why;
  if (why !== undefined) return { server, type: 'failed', why };
  const offered = toolbox.byServer.find((one) => one.server === server)?.tools ?? [];
  const tools = offered.map(({ name, ownName }) => ({ name, permission: permissions.of({ server, tool: ownName }) }));
  return { server, type: 'started', tools };
}

/** Revokes the permission of the tool with this name, or of those that a pattern means. Gives their names. */
export function revoke(wanted: string, { toolbox, permissions }: OpenTools): readonly string[] {
  const named = toolbox.origin(wanted);
  const meaning = meaningOf(wanted, toolbox.servers);
  const origins = named !== undefined ? [named] : meaning.type === 'tools' ? meaning.tools : [];
  for (const origin of origins) permissions.revoke(origin);
  return toolbox.byServer.flatMap(({ server, tools }) =>
    tools.filter(({ ownName: tool }) => origins.some((one) => one.server === server && one.tool === tool)).map(nameOf),
  );
}

const nameOf = ({ name }: { readonly name: string }) => name;
