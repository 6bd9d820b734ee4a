import type { AssistantAnswer, AssistantStatusView } from '@groundwork/shared/views';
import { costText, tokenText, usedTokens } from './token-text.ts';

type Origin = Pick<AssistantAnswer, 'origin' | 'attempts' | 'usage'>;

/** Who answered, and what it took: `gpt-4o-mini · 2,100 tokens, $0.0006 · corrected itself once`. */
export function originText({ origin, attempts, usage }: Origin): string[] {
  const tokens = usedTokens(usage);
  const spent = tokens > 0 ? [`${tokenText(tokens)} tokens, ${costText(usage.costMicros)}`] : [];
  const corrected =
    attempts > 1 ? [attempts === 2 ? 'corrected itself once' : `corrected itself ${attempts - 1} times`] : [];
  switch (origin.source) {
    case 'model':
      return [origin.model ?? 'A language model', ...spent, ...corrected];
    case 'cache':
      return [`${origin.model ?? 'A language model'}, kept from an earlier answer`, 'no new tokens'];
    case 'offline':
      return ['The composer, which is not a language model', ...spent];
  }
}

/** Who would answer now. */
export function statusText({ provider, models, health, budget }: AssistantStatusView): string {
  if (provider === 'offline' || models === null)
    return 'No language model is set up: a composer matches words against the library. It is not a language model.';
  if (health === 'down')
    return 'The language model’s provider does not answer: a composer matches words against the library meanwhile. It is not a language model.';
  if (budget.usedTokens >= budget.limitTokens)
    return budget.limitTokens === 0
      ? 'Your agency lets no language model answer: a composer matches words against the library. It is not a language model.'
      : 'This month’s tokens are used up: a composer matches words against the library until they are renewed. It is not a language model.';
  const slow = health === 'degraded' ? ' Its provider fails now and then.' : '';
  return models.author === models.explain
    ? `${models.author} answers.${slow}`
    : `${models.author} writes, ${models.explain} explains.${slow}`;
}

/** Whether a language model would answer now at all. */
export const isModelUp = ({ provider, health, budget }: AssistantStatusView): boolean =>
  provider === 'model' && health !== 'down' && budget.usedTokens < budget.limitTokens;
