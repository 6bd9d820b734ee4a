import type { ReactNode } from 'react';

export const Kbd = ({ children }: { children: ReactNode }) => (
  <kbd
    aria-hidden
    className="shrink-0 rounded-sm border border-current/25 px-1 font-sans text-2xs leading-4 whitespace-nowrap opacity-80 pointer-coarse:hidden"
  >
    {children}
  </kbd>
);
