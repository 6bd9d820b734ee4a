import { type Answerer, noTokens } from './answerer.ts';

const unrelated = 'groundwork: 1\nname: Unrelated\nresources:\n  tag:\n    unrelated: { name: unrelated }\n';

/** Never asks, makes one tag that nobody wanted, and leaves what is there as it is: what a score is worth is what lies above this. */
export const baselineAnswerer = (): Answerer => ({
  title: 'one unrelated tag',
  answer: ({ source = unrelated }) =>
    Promise.resolve({
      content: {
        kind: 'proposal',
        source,
        summary: '',
        notes: [],
        check: { valid: true, variables: [], resources: [], warnings: [] },
        plan: null,
      },
      failure: null,
      attempts: 0,
      usage: noTokens,
    }),
  close: () => Promise.resolve(),
});
