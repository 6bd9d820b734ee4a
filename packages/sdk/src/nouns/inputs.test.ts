import type { RouterInputs } from '@groundwork/api';
import { expectTypeOf, test } from 'vitest';
import type { ListOptions } from '../pages.ts';
import type { JobFilter, StartJob } from './jobs.ts';
import type { NewPlan } from './plans.ts';
import type { NewRollout } from './rollouts.ts';
import type { NewValue } from './variables.ts';

/** What pages and tRPC's own client add. */
type Paging = 'cursor' | 'direction';

test('inputs that are written here have every property of the router', () => {
  expectTypeOf<keyof NewPlan>().toEqualTypeOf<keyof RouterInputs['plans']['create']>();
  expectTypeOf<keyof NewRollout>().toEqualTypeOf<keyof RouterInputs['rollouts']['create']>();
  expectTypeOf<keyof StartJob>().toEqualTypeOf<keyof RouterInputs['jobs']['start']>();
  expectTypeOf<keyof NewValue>().toEqualTypeOf<keyof RouterInputs['variables']['set']['values'][number]>();
  expectTypeOf<Exclude<keyof JobFilter, Exclude<keyof ListOptions, 'limit'>>>().toEqualTypeOf<
    Exclude<keyof RouterInputs['jobs']['list'], Paging>
  >();
});
