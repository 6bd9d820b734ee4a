import { reviewBlueprint } from '@groundwork/shared/author';
import { parseBlueprint } from '@groundwork/shared/blueprint';
import type { AssistantContent, AssistantRequest } from '@groundwork/shared/views';
import type { Context } from '../../context.ts';
import { getPlan } from '../../plans/get-plan.ts';
import { composeBlueprint } from './compose.ts';
import { draftOf } from './draft-of.ts';
import { documentBlueprint } from './document-blueprint.ts';
import { documentPlan } from './document-plan.ts';
import { explainFaults } from './explain-faults.ts';
import { explainQuestion } from './explain-question.ts';
import { readPartsLibrary } from './read-parts-library.ts';

/** Answers without a language model: from a library of parts, from what the engine knows, and from a glossary. */
export async function answerOffline(ctx: Context, request: AssistantRequest): Promise<AssistantContent> {
  switch (request.task) {
    case 'author': {
      const { goal, source, answers = [] } = request;
      return author([goal, ...answers.map(({ answer }) => answer)], source);
    }
    case 'faults':
      return explainFaults(request.source);
    case 'improve':
      return parseBlueprint(request.source).ok
        ? { kind: 'suggestions', suggestions: reviewBlueprint(request.source) }
        : explainFaults(request.source);
    case 'document':
      return 'planId' in request ? documentPlan(await getPlan(ctx, request.planId)) : documentBlueprint(request.source);
    case 'explain':
      return explainQuestion(request.question, request.source);
  }
}

const notUnderstood =
  'Nothing was changed: no words were found that say what to change. The composer is no language model: say it as “add a tag VIP”, “remove the tag VIP”, “rename the tag VIP to Gold”, “Whitening costs $249” or “Cleaning takes 60 minutes”.';

/**
 * Whoever answered has said all there is: what is still unclear becomes an account for any business, and where there is a blueprint
 * already, nothing.
 */
async function author(said: readonly string[], source: string): Promise<AssistantContent> {
  const library = await readPartsLibrary();
  const content = composeBlueprint(said.join('.\n'), source, library);
  if (content.kind !== 'questions' || said.length === 1) return content;
  if (draftOf(source)) return { kind: 'text', text: notUnderstood };
  return composeBlueprint([...said, 'A local business'].join('.\n'), source, library);
}
