import type { ErrorCode } from '@groundwork/shared';
import type { StepState } from '@groundwork/shared/views';
import { expect, test } from 'vitest';
import { stepsLeft } from './steps-left.ts';

const step = (state: StepState, code?: ErrorCode) => ({
  state,
  error: code ? { code, message: '', retryable: false } : null,
});

test('another run does what failed and what was not attempted, not what the account has moved away from', () => {
  expect(
    stepsLeft([
      step('VERIFIED'),
      step('FAILED', 'GHL_REJECTED'),
      step('FAILED', 'PLAN_STALE'),
      step('NOT_ATTEMPTED'),
      step('NOT_ATTEMPTED'),
    ]),
  ).toBe(3);
});
