import type { CallResult } from '../../core/reply/tool-types.ts';
import type { Mask } from '../../core/secrets/secrets.ts';
import type { OpenToolbox } from '../../mcp/toolbox.ts';

/**
 * The same tools without secrets in the reasons of failures, which the model gets too. A result that a tool gives stays
 * as it is: with stars in a file that it read, the model would write stars into the file.
 */
export function maskToolbox(toolbox: OpenToolbox, mask: Mask): OpenToolbox {
  return {
    ...toolbox,
    failures: toolbox.failures.map(({ server, why }) => ({ server, why: mask(why) })),
    async run(call, signal, onProgress) {
      const result = await toolbox.run(call, signal, ({ message, ...progress }) =>
        onProgress({ ...progress, message: message && mask(message) }),
      );
      return result.isError ? { ...result, content: maskContent(result.content, mask) } : result;
    },
  };
}

function maskContent(content: CallResult['content'], mask: Mask): CallResult['content'] {
  if (typeof content === 'string') return mask(content);
  return content.map((block) => (block.type === 'text' ? { ...block, text: mask(String(block['text'])) } : block));
}
