import { composeBlueprint } from '../../packages/core/src/assistants/offline/compose.ts';
import { readPartsLibrary } from '../../packages/core/src/assistants/offline/read-parts-library.ts';
import { type Answerer, noTokens } from './answerer.ts';

/** The composer, which is no language model. */
export async function offlineAnswerer(): Promise<Answerer> {
  const library = await readPartsLibrary();
  return {
    title: 'the offline composer (no language model)',
    answer: ({ goal, source = '' }) =>
      Promise.resolve({
        content: composeBlueprint(goal, source, library),
        failure: null,
        attempts: 0,
        usage: noTokens,
      }),
    close: () => Promise.resolve(),
  };
}
