import type { Issue } from '@groundwork/shared';
import { improveAnswer } from '@groundwork/shared/author';
import type { AssistantSuggestion } from '@groundwork/shared/views';
import type { Context } from '../context.ts';
import type { Verdict } from './judge-answer.ts';
import { tryProposal } from './judge-proposal.ts';
import type { Question } from './prepare-question.ts';
import { secondLook } from './second-look.ts';

/** An answer in the form of suggestions, each of which can be taken alone. */
export async function judgeImprovements(
  ctx: Context,
  { request, source }: Question,
  answer: unknown,
): Promise<Verdict> {
  const read = improveAnswer().read(answer);
  if (!read.ok) return { usable: false, faults: read.issues };
  const suggestions: AssistantSuggestion[] = [];
  const faults: Issue[] = [];
  for (const { change, ...suggestion } of read.value.suggestions) {
    const tried = change && (await tryProposal(ctx, source, change));
    if (tried?.ok === false) faults.push(...tried.faults.map((fault) => about(suggestion.title, fault)));
    else {
      const after = tried && tried.source !== source ? tried.source : null;
      const sights = after === null ? [] : secondLook(request, source, after);
      suggestions.push({ ...suggestion, why: [suggestion.why, ...sights].join(' '), source: after });
    }
  }
  const content = { kind: 'suggestions', suggestions } as const;
  if (faults.length === 0) return { usable: true, content };
  return { usable: false, faults, ...(suggestions.length > 0 && { remains: content }) };
}

const about = (title: string, fault: Issue): Issue => ({ ...fault, message: `In “${title}”: ${fault.message}` });
