import { expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';

test('says how long calls to GHL waited for their turn, by lane, and how many GHL refused all the same', async () => {
  const { budget, registry } = createMetrics();
  budget.letGo('interactive', 0.01);
  budget.letGo('bulk', 3);
  budget.letGo('bulk', 30);
  budget.refused();
  const text = await registry.metrics();
  for (const line of [
    'groundwork_budget_wait_seconds_bucket{le="0.025",lane="interactive"} 1',
    'groundwork_budget_wait_seconds_bucket{le="5",lane="bulk"} 1',
    'groundwork_budget_wait_seconds_sum{lane="bulk"} 33',
    'groundwork_budget_calls_total{lane="bulk"} 2',
    'groundwork_budget_refused_total 1',
  ])
    expect(text).toContain(`${line}\n`);
});

test('counts questions to the assistant by who answered, and tokens by model', async () => {
  const { assistant, registry } = createMetrics();
  assistant.question('author', 'cache', 'answered');
  assistant.question('explain', 'none', 'RATE_LIMITED');
  assistant.tokens('gpt-4o-mini', 'output', 70);
  assistant.tokens('gpt-4o-mini', 'output', 7);
  const text = await registry.metrics();
  for (const line of [
    'groundwork_assistant_questions_total{task="author",source="cache",outcome="answered"} 1',
    'groundwork_assistant_questions_total{task="explain",source="none",outcome="RATE_LIMITED"} 1',
    'groundwork_assistant_tokens_total{model="gpt-4o-mini",kind="output"} 77',
  ])
    expect(text).toContain(`${line}\n`);
});
