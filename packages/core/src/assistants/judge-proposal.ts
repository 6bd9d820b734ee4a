import type { Issue } from '@groundwork/shared';
import { applyProposal, authorAnswer, draftPlan, type Proposal } from '@groundwork/shared/author';
import type { AssistantContent, BlueprintCheckView, DraftPlanView } from '@groundwork/shared/views';
import { checkBlueprint } from '../blueprints/check-blueprint.ts';
import type { Context } from '../context.ts';
import type { Verdict } from './judge-answer.ts';
import type { Question } from './prepare-question.ts';
import { secondLook } from './second-look.ts';

/** An answer in the author's form: questions, or changes that make a valid blueprint which can be planned. */
export async function judgeProposal(ctx: Context, { request, source }: Question, answer: unknown): Promise<Verdict> {
  const read = authorAnswer().read(answer);
  if (!read.ok) return { usable: false, faults: read.issues };
  const { questions, proposal, summary, notes } = read.value;
  if (questions.length > 0) return usable({ kind: 'questions', questions });
  if (!proposal)
    return {
      usable: false,
      faults: [{ message: 'The answer has neither a proposal nor questions. Give one of them.' }],
    };
  const tried = await tryProposal(ctx, source, proposal);
  if (!tried.ok) return { usable: false, faults: tried.faults };
  const { ok: _, isAnew, ...made } = tried;
  const sights = secondLook(request, source, made.source);
  return usable({ kind: 'proposal', ...made, summary, notes: [...(isAnew ? [begunAnew] : []), ...sights, ...notes] });
}

const begunAnew =
  'The text in the editor could not be read, so this begins anew and nothing of it is left. To keep it, dismiss this, correct the text and ask again.';

export type Tried =
  | { ok: true; source: string; isAnew: boolean; check: BlueprintCheckView; plan: DraftPlanView }
  | { ok: false; faults: Issue[] };

/** What the text would be, if it is one that could be saved and planned. */
export async function tryProposal(ctx: Context, source: string, proposal: Proposal): Promise<Tried> {
  const applied = applyProposal(source, proposal);
  const check = await checkBlueprint(ctx, applied.source);
  const faults = [...applied.problems, ...(check.valid ? [] : check.issues)];
  if (faults.length > 0) return { ok: false, faults };
  const plan = draftPlan(applied.source);
  if (plan.problems.length > 0) return { ok: false, faults: plan.problems };
  return { ok: true, source: applied.source, isAnew: applied.isAnew, check, plan };
}

const usable = (content: AssistantContent): Verdict => ({ usable: true, content });
