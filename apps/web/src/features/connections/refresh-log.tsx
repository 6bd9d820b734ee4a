import { ArrowUp, RefreshCw } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { Card, CardTitle } from '../../components/ui/card.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { SkeletonRows } from '../../components/ui/skeleton.tsx';
import { readFailure } from '../../lib/app-error.ts';
import { plural } from '../../lib/format.ts';
import { useHeldTop } from '../../lib/use-held-top.ts';
import { RefreshLines } from './refresh-lines.tsx';
import { useRefreshes } from './use-refreshes.ts';

const nearTopPx = 16;

/** Every request for new tokens as it happens. Stands still while somebody reads further down or goes through the lines. */
export function RefreshLog() {
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useRefreshes();
  const entries = data?.pages.flatMap((page) => page.refreshes) ?? [];
  const { shown, waiting, hold, release } = useHeldTop(entries);
  const box = useRef<HTMLDivElement>(null);

  const isReadingOn = () => (box.current?.scrollTop ?? 0) > nearTopPx;
  const toNewest = () => {
    if (box.current) box.current.scrollTop = 0;
    box.current?.focus();
    release();
  };
  return (
    <section className="space-y-3">
      <div className="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1">
        <CardTitle>Refreshes</CardTitle>
        <p className="text-sm text-muted">
          What was asked of GoHighLevel’s token endpoint, newest first, as it happens
        </p>
        {waiting > 0 ? (
          <Button
            look="solid"
            size="sm"
            className="ml-auto"
            icon={<ArrowUp aria-hidden className="size-3.5" />}
            onClick={toNewest}
          >
            {plural(waiting, 'new entry', 'new entries')} – jump to newest
          </Button>
        ) : null}
      </div>
      {error && data ? (
        <p role="status" className="text-sm text-warn">
          The log cannot be read on at the moment, and is tried again by itself. What is shown may be out of date.
        </p>
      ) : null}
      <Card className="overflow-hidden">
        {error && !data ? (
          <p role="status" className="px-4 py-8 text-center text-sm text-muted">
            The log cannot be read at the moment, and is tried again by itself. {readFailure(error).message}
          </p>
        ) : null}
        {!data && !error ? <SkeletonRows rows={4} className="h-12" /> : null}
        {data && entries.length === 0 ? (
          <EmptyState icon={<RefreshCw />} title="No refresh yet">
            Groundwork renews tokens well before they run out. The first time appears here as it happens.
          </EmptyState>
        ) : null}
        {shown.length > 0 ? (
          <div
            ref={box}
            role="log"
            aria-label="Refreshes"
            aria-live="off"
            tabIndex={-1}
            onScroll={(event) => {
              if (isReadingOn()) hold();
              else if (!holdsFocus(event.currentTarget)) release();
            }}
            onFocus={(event) => {
              if (event.target !== event.currentTarget) hold();
            }}
            onBlur={(event) => {
              if (!event.currentTarget.contains(event.relatedTarget) && !isReadingOn()) release();
            }}
            className="relative max-h-96 overflow-y-auto outline-none"
          >
            <RefreshLines refreshes={shown} />
            {hasNextPage ? (
              <div className="flex justify-center border-t border-line p-3">
                <Button size="sm" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                  Load older
                </Button>
              </div>
            ) : null}
          </div>
        ) : null}
      </Card>
    </section>
  );
}

const holdsFocus = (element: HTMLElement) =>
  element !== document.activeElement && element.contains(document.activeElement);
