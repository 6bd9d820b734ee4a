import { AppError, type Issue } from '@groundwork/shared';
import { reviewBlueprint } from '@groundwork/shared/author';
import { parseBlueprint } from '@groundwork/shared/blueprint';
import type { AssistantRequest, AssistantSuggestion, PlanView } from '@groundwork/shared/views';
import { checkBlueprint } from '../blueprints/check-blueprint.ts';
import type { Context } from '../context.ts';
import { isTooLongForModel, refuseTooLongForModel } from './bound-request.ts';
import { knownPrivate } from './known-private.ts';
import { mapTexts } from './map-texts.ts';
import { buildPrompt, type Prompt } from './prompts/build-prompt.ts';
import { toldPlan } from './prompts/plan-text.ts';
import { createMask, type Mask } from './redact.ts';

/** A question as the model gets it: personal data and secrets are out of every text of the prompt. */
export interface Question {
  request: AssistantRequest;
  /** The text in the editor, as it is. */
  source: string;
  prompt: Prompt;
  mask: Mask;
}

/** Null where there is nothing to ask a model for: `faults` of a text that has none. */
export async function prepareQuestion(
  ctx: Context,
  request: AssistantRequest,
  plan: PlanView | undefined,
): Promise<Question | null> {
  const source = 'source' in request ? request.source : '';
  // An explanation is better with the text at hand, and does not need it.
  const asked = request.task === 'explain' && isTooLongForModel(source) ? { ...request, source: '' } : request;
  if (request.task !== 'explain') refuseTooLongForModel(source);
  const issues = request.task === 'faults' ? await issuesOf(ctx, source) : undefined;
  if (issues?.length === 0) return null;
  if (request.task === 'improve' || (request.task === 'document' && !plan)) requireValid(source);
  const mask = createMask(await knownPrivate(ctx, source, plan));
  const told = {
    ...normalise(asked),
    ...(plan && { plan: toldPlan(plan) }),
    ...(issues && { issues }),
    ...(request.task === 'improve' && { review: withoutSources(reviewBlueprint(source)) }),
  };
  return { request, source, mask, prompt: buildPrompt(mapTexts(told, (text) => mask.hide(text))) };
}

async function issuesOf(ctx: Context, source: string): Promise<Issue[]> {
  const check = await checkBlueprint(ctx, source);
  return check.valid ? check.warnings : check.issues;
}

function requireValid(source: string): void {
  const parsed = parseBlueprint(source);
  if (parsed.ok) return;
  throw new AppError(
    'BLUEPRINT_INVALID',
    'The blueprint has faults. Correct them first, or have the assistant explain them.',
    { issues: parsed.issues },
  );
}

/** Each is the whole text again. */
const withoutSources = (suggestions: AssistantSuggestion[]): AssistantSuggestion[] =>
  suggestions.map((suggestion) => ({ ...suggestion, source: null }));

/** Alike for questions that differ in white space alone, which then have one answer in the cache. */
function normalise(request: AssistantRequest): AssistantRequest {
  const tidied = mapTexts(request, (text) => tidy(text).trim());
  // Lines of a blueprint keep their numbers: faults are told by them.
  return 'source' in request && 'source' in tidied ? { ...tidied, source: tidy(request.source) } : tidied;
}

const tidy = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll('\r\n', '\n')
    .replaceAll(/[\t ]+$/gm, '')
    .trimEnd();
