import type { DriftCauseView } from '@groundwork/shared/views';

type Account = DriftCauseView['examples'][number];

/** Those that every one of the causes names: where all of them can be ignored alone. */
export function sharedAccounts(causes: readonly Pick<DriftCauseView, 'examples'>[]): readonly Account[] {
  const [first, ...others] = causes;
  return (first?.examples ?? []).filter(({ id }) =>
    others.every(({ examples }) => examples.some((example) => example.id === id)),
  );
}
