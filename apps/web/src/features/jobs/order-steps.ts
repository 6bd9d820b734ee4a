import type { StepState, StepView } from '@groundwork/shared/views';

/** What needs a look first, the order of the plan, as they began, longest first. */
export const stepOrders = ['attention', 'plan', 'started', 'longest'] as const;
export type StepOrder = (typeof stepOrders)[number];

const rank: Record<StepState, number> = {
  FAILED: 0,
  UNKNOWN: 1,
  NOT_ATTEMPTED: 2,
  RUNNING: 3,
  PENDING: 4,
  APPLIED: 4,
  VERIFIED: 4,
};

export const orderSteps = (steps: readonly StepView[], order: StepOrder): StepView[] =>
  steps.toSorted((a, b) => compare[order](a, b) || a.position - b.position);

const compare: Record<StepOrder, (a: StepView, b: StepView) => number> = {
  attention: (a, b) => rank[a.state] - rank[b.state],
  plan: () => 0,
  started: (a, b) => time(a.startedAt) - time(b.startedAt),
  longest: (a, b) => tookMs(b) - tookMs(a),
};

/** Not begun yet stands last. A large number rather than Infinity, whose differences are NaN. */
const time = (iso: string | null) => (iso === null ? Number.MAX_SAFE_INTEGER : Date.parse(iso));

const tookMs = ({ startedAt, finishedAt }: StepView) =>
  startedAt && finishedAt ? Date.parse(finishedAt) - Date.parse(startedAt) : -1;
