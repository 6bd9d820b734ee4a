import type { Completion } from '@groundwork/integrations/openai';
import { AppError, type Issue } from '@groundwork/shared';
import { improveAnswer } from '@groundwork/shared/author';
import type { AssistantContent } from '@groundwork/shared/views';
import type { Context } from '../context.ts';
import { judgeImprovements } from './judge-improvements.ts';
import { judgeProposal } from './judge-proposal.ts';
import { mapTexts } from './map-texts.ts';
import { withoutFetching, withoutInvisible } from './plain-words.ts';
import type { Question } from './prepare-question.ts';

/** What a model said, as it may be shown; or what is wrong with it, for the model to mend. `remains` is what of it may be shown. */
export type Verdict =
  | { usable: true; content: AssistantContent }
  | { usable: false; faults: Issue[]; remains?: AssistantContent };

/** Far above what a blueprint for one question takes. */
const maxAnswerCharacters = 400_000;
const maxDepth = 32;

/** Nothing a model says is believed: it is read in its form, applied, checked and planned, as a person's text is. */
export async function judgeAnswer(
  ctx: Context,
  question: Question,
  { text, finish }: Pick<Completion, 'text' | 'finish'>,
): Promise<Verdict> {
  if (finish === 'refused') throw refused(question.mask.restore(text));
  if (finish === 'length' || text.length > maxAnswerCharacters)
    return faulty('The answer was too long and was cut. Answer again, shorter: leave out what the goal does not need.');
  const { form } = question.prompt;
  if (!form) return judgeText(question, text);
  const answer = readJson(text);
  if (answer === undefined || depthOf(answer) > maxDepth)
    return faulty('The answer is not one JSON value in the form that was asked for. Answer with that alone.');
  const restored = mapTexts(answer, (said) => question.mask.restore(withoutInvisible(said)));
  return form.name === improveAnswer().name
    ? judgeImprovements(ctx, question, restored)
    : judgeProposal(ctx, question, restored);
}

export const faulty = (message: string): Verdict => ({ usable: false, faults: [{ message }] });

function judgeText({ prompt, mask }: Question, text: string): Verdict {
  const said = withoutInvisible(text).trim();
  if (said === '') return faulty('The answer is empty. Answer in a few paragraphs.');
  const echoed = [prompt.system, ...prompt.messages.map(({ content }) => content)].some(
    (told) => told.length > 200 && text.includes(told.slice(0, 200)),
  );
  if (echoed) return faulty('The answer repeats what you were given. Answer in your own words.');
  return { usable: true, content: { kind: 'text', text: withoutFetching(mask.restore(said)) } };
}

const refused = (said: string): AppError =>
  new AppError(
    'AI_REFUSED',
    said.trim() === ''
      ? 'The language model declined to answer, and did not say why. Say what you want in other words.'
      : `The language model declined to answer: “${said.trim().slice(0, 500)}” Say what you want in other words.`,
  );

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Without recursion: it is there to find what is nested too deep for that. */
function depthOf(value: unknown): number {
  let depth = 0;
  for (let level: unknown[] = [value]; level.length > 0 && depth <= maxDepth; depth += 1)
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  return depth;
}
