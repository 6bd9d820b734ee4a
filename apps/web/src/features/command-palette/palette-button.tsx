import { Search } from 'lucide-react';
import { type ComponentType, lazy, Suspense, useEffect, useState } from 'react';
import { Kbd } from '../../components/ui/kbd.tsx';
import { announce } from '../../lib/announce.tsx';
import { modKeyName } from '../../lib/hotkey.ts';
import type { PaletteProps } from './palette.tsx';
import { useOpenKey } from './use-open-key.ts';

const load = () => import('./palette.tsx');

/** Not in the first chunk: it comes when somebody reaches for it. */
const Palette = lazy<ComponentType<PaletteProps>>(() =>
  load().then(
    ({ Palette: loaded }) => ({ default: loaded }),
    () => ({ default: NotLoaded }),
  ),
);

/** Opens the command palette, as its key does anywhere. */
export function PaletteButton(props: Omit<PaletteProps, 'onClose' | 'isOpen'>) {
  const [isOpen, setOpen] = useState(false);
  const [wasOpened, setOpened] = useState(false);
  const show = (next: boolean) => {
    setOpen(next);
    if (next) setOpened(true);
  };
  useOpenKey(() => show(!isOpen));
  return (
    <>
      <button
        type="button"
        aria-keyshortcuts={modKeyName === '⌘' ? 'Meta+K' : 'Control+K'}
        aria-haspopup="dialog"
        onClick={() => show(true)}
        onPointerEnter={() => void load().catch(() => undefined)}
        className="flex min-h-9 items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-sm text-muted hover:bg-sunken hover:text-text lg:mt-4 lg:min-h-8"
      >
        <Search aria-hidden className="size-4 shrink-0" />
        <span className="flex-1 text-left max-lg:sr-only">Search or do…</span>
        <span className="text-text max-lg:hidden">
          <Kbd>{modKeyName === '⌘' ? '⌘K' : 'Ctrl K'}</Kbd>
        </span>
      </button>
      {wasOpened ? (
        <Suspense>
          <Palette {...props} isOpen={isOpen} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

/** While the API is away, or after a deploy that has other files. */
function NotLoaded({ isOpen, onClose }: PaletteProps) {
  useEffect(() => {
    if (!isOpen) return;
    announce('The search could not be loaded. Load the page again.');
    onClose();
  }, [isOpen, onClose]);
  return null;
}
