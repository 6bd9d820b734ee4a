import type { ComponentProps, ReactNode } from 'react';
import { softTone, type Tone } from './tone.ts';

interface BadgeProps extends ComponentProps<'span'> {
  tone?: Tone;
  icon?: ReactNode;
}

export const Badge = ({ tone = 'neutral', icon, children, className, ...rest }: BadgeProps) => (
  <span
    {...rest}
    data-tone={tone}
    className={`inline-flex shrink-0 items-center gap-1 rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap [&_svg]:size-3 ${softTone[tone]} ${className ?? ''}`}
  >
    {icon}
    {children}
  </span>
);
