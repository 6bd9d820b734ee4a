import type { ComponentProps } from 'react';

export const Card = ({ className, ...rest }: ComponentProps<'div'>) => (
  <div {...rest} className={`rounded-lg border border-line bg-surface ${className ?? ''}`} />
);

export const CardTitle = ({ className, children, ...rest }: ComponentProps<'h2'>) => (
  <h2 {...rest} className={`text-base font-semibold ${className ?? ''}`}>
    {children}
  </h2>
);
