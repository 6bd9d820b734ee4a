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
