import { type ComponentProps, lazy, type ReactElement, type ReactNode, Suspense } from 'react';
import { Spinner } from './spinner.tsx';

/** Not in the first chunk: the library under it is a fifth of that. Where it cannot be fetched, buttons do without. */
const Tooltip = lazy(() =>
  import('./tooltip.tsx').then(
    (loaded) => ({ default: loaded.Tooltip }),
    () => ({ default: ({ children }: { content: string | null; children: ReactElement }) => children }),
  ),
);

type Look = 'solid' | 'outline' | 'ghost' | 'danger';
type Size = 'sm' | 'md';

interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  look?: Look | undefined;
  size?: Size | undefined;
  /** At work: shows a spinner and takes no further click. */
  busy?: boolean | undefined;
  /** Why it cannot be used now; null while it can. The button stays focusable, and says so. */
  disabledReason?: string | null | undefined;
  icon?: ReactNode;
}

export function Button({
  look,
  size,
  busy = false,
  disabledReason,
  icon,
  children,
  onClick,
  className,
  ...rest
}: ButtonProps) {
  const blocked = busy || Boolean(disabledReason);
  const button = (
    <button
      type="button"
      {...rest}
      aria-disabled={blocked || undefined}
      aria-busy={busy || undefined}
      aria-description={disabledReason ?? undefined}
      onClick={(event) => {
        if (blocked) event.preventDefault();
        else onClick?.(event);
      }}
      className={`${buttonClass(look, size)} ${className ?? ''}`}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  );
  if (disabledReason === undefined) return button;
  // The same tree with and without a reason, so that the button keeps the focus when one comes or goes.
  return (
    <Suspense fallback={button}>
      <Tooltip content={disabledReason}>{button}</Tooltip>
    </Suspense>
  );
}

/** For links that look like buttons. */
export const buttonClass = (look: Look = 'outline', size: Size = 'md'): string =>
  `${base} ${sizes[size]} ${looks[look]}`;

const base =
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors select-none aria-disabled:cursor-not-allowed aria-disabled:opacity-55 [&_svg]:shrink-0';

const sizes: Record<Size, string> = {
  sm: 'min-h-7 px-2.5 text-sm',
  md: 'min-h-9 px-3.5 text-base',
};

const looks: Record<Look, string> = {
  solid: 'bg-solid text-on-solid not-aria-disabled:hover:bg-solid-hover',
  outline: 'border border-line bg-surface text-text shadow-xs not-aria-disabled:hover:bg-sunken',
  ghost: 'text-muted not-aria-disabled:hover:bg-sunken not-aria-disabled:hover:text-text',
  danger: 'bg-bad-solid text-on-solid not-aria-disabled:hover:opacity-90',
};
