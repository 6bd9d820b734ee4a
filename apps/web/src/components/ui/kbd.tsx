import type { ReactNode } from 'react';

export const Kbd = ({ children }: { children: ReactNode }) => (
  <kbd
    aria-hidden
    className="rounded-sm border border-current/25 px-1 font-sans text-2xs leading-4 opacity-80 pointer-coarse:hidden"
  >
    {children}
  </kbd>
);
