import type { AssistantContent, AssistantRequest } from '@groundwork/shared/views';
import type { Context } from '../../context.ts';
import { composeBlueprint } from './compose.ts';
import { readPartsLibrary } from './read-parts-library.ts';

/** Answers without a language model: from a library of parts, from what the engine knows, and from a glossary. */
export async function answerOffline(_ctx: Context, request: AssistantRequest): Promise<AssistantContent> {
  switch (request.task) {
    case 'author': {
      const { goal, source, answers = [] } = request;
      return author([goal, ...answers.map(({ answer }) => answer)], source);
    }
    default:
      return { kind: 'text', text: 'not built' };
  }
}

/** Whoever answered has said all there is: what is still unclear becomes an account for any business. */
async function author(said: readonly string[], source: string): Promise<AssistantContent> {
  const library = await readPartsLibrary();
  const content = composeBlueprint(said.join('.\n'), source, library);
  if (content.kind !== 'questions' || said.length === 1) return content;
  return composeBlueprint([...said, 'A local business'].join('.\n'), source, library);
}
