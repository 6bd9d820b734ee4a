import { startTransition, useState } from 'react';

/**
 * For a `details` whose insides are made when it is first opened, and stay. By a click they are there when it opens; where it is
 * opened by code, with many others perhaps, they follow without holding the page up.
 */
export function useMadeOnOpen(isOpenAtFirst: boolean) {
  const [isMade, setMade] = useState(isOpenAtFirst);
  return {
    isMade,
    make: () => setMade(true),
    onToggle: ({ currentTarget }: { currentTarget: HTMLDetailsElement }) => {
      if (currentTarget.open && !isMade) startTransition(() => setMade(true));
    },
  };
}
