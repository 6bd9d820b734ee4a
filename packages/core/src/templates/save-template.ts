import type { LibraryEntryView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';

/** Puts a version into the agency's library, for new blueprints to start from. The same name again replaces it. */
export async function saveTemplate(
  ctx: Context,
  input: { versionId: string; name: string; description: string },
): Promise<LibraryEntryView> {
  throw new Error(`not built: ${ctx.actor.name} ${input.name}`);
}
