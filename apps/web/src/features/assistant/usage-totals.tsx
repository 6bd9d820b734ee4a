import type { AssistantTotalsView } from '@groundwork/shared/views';
import { Card } from '../../components/ui/card.tsx';
import { plural } from '../../lib/format.ts';
import { costText, shareText, tokenText, usedTokens } from './token-text.ts';

/** The month in numbers. */
export function UsageTotals({ totals }: { totals: AssistantTotalsView }) {
  const { questions, calls, cacheAnswers, offlineAnswers, failed, savedTokens, inputTokens, cachedInputTokens } =
    totals;
  const facts: [name: string, value: string, about: string][] = [
    ['Questions', tokenText(questions), `${plural(calls, 'call')} of a model`],
    ['Tokens', tokenText(usedTokens(totals)), `${tokenText(inputTokens)} in, ${tokenText(totals.outputTokens)} out`],
    [
      'Cost',
      costText(totals.costMicros),
      totals.costMicros === null ? 'A model’s price is not known' : 'By list price',
    ],
    ['From the cache', shareText(cacheAnswers, questions), `${tokenText(savedTokens)} tokens saved`],
    ['Cached by the provider', shareText(cachedInputTokens, inputTokens), 'of the tokens sent'],
    ['By the composer', tokenText(offlineAnswers), failed > 0 ? `${plural(failed, 'call')} failed` : 'no call failed'],
  ];
  return (
    <Card className="@container">
      <dl className="grid grid-cols-2 gap-x-4 gap-y-4 p-4 @xl:grid-cols-3 @4xl:grid-cols-6">
        {facts.map(([name, value, about]) => (
          <div key={name} className="flex flex-col">
            <dt className="text-xs text-muted">{name}</dt>
            <dd className="text-lg font-semibold tabular-nums">{value}</dd>
            <dd className="text-xs text-muted tabular-nums">{about}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
