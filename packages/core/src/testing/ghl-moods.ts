import fc from 'fast-check';

const collections = [
  '/locations/*/tags',
  '/locations/*/customFields',
  '/locations/*/customValues',
  '/calendars/groups',
  '/calendars/',
  '/opportunities/pipelines',
  '/products/',
  '/products/*/price',
  '/links/',
  '/**',
];
const objects = [...collections.slice(0, -1).map((path) => `${path.replace(/\/$/, '')}/*`), '/**'];

const statuses = fc.constantFrom(500, 502, 503, 504);
const times = { count: fc.integer({ min: 1, max: 3 }), after: fc.integer({ min: 0, max: 2 }) };
const reading = fc.record({
  method: fc.constant('GET' as const),
  path: fc.constantFrom(...collections, ...objects),
  mode: fc.constantFrom('status' as const, 'empty' as const, 'drop' as const, 'hang' as const),
  status: statuses,
  ...times,
});
const writing = fc.oneof(
  fc.record({ method: fc.constant('POST' as const), path: fc.constantFrom(...collections) }),
  fc.record({ method: fc.constantFrom('PUT' as const, 'DELETE' as const), path: fc.constantFrom(...objects) }),
);
const modes = fc.constantFrom(
  'status' as const,
  'empty' as const,
  'drop' as const,
  'act-and-drop' as const,
  'act-and-hang' as const,
  'store-nothing' as const,
  'create-then-422' as const,
);
const faultyWrite = fc
  .tuple(writing, fc.record({ mode: modes, status: statuses, ...times }))
  .map(([route, fault]) => ({ ...route, ...fault }));

export const roomy = { burst: 10_000, intervalMs: 1_000, daily: 1_000_000 };
const faults = fc.array(fc.oneof({ arbitrary: faultyWrite, weight: 2 }, { arbitrary: reading, weight: 1 }), {
  minLength: 1,
  maxLength: 6,
});

/** What GHL may do to a plan, to the job that applies it, and to a rollback. */
export const moods = fc.record({
  whilePlanning: fc.array(reading, { minLength: 1, maxLength: 3 }),
  whileApplying: faults,
  whileRollingBack: faults,
  listLagMs: fc.constantFrom(0, 500, 2_000),
  latencyMs: fc.constantFrom(0, 20, 60),
  // Far less than GHL has said before: a storm of 429s until that is learned.
  rateLimit: fc.constantFrom(roomy, roomy, { ...roomy, burst: 8 }),
});

export type Mood = typeof moods extends fc.Arbitrary<infer Value> ? Value : never;
