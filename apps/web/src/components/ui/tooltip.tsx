import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';

/** A few words on hover and focus. Screen readers get them from the child itself. */
export function Tooltip({ content, children }: { content: string | null; children: ReactElement }) {
  return (
    <Base.Root disabled={content === null}>
      <Base.Trigger render={children as ReactElement<Record<string, unknown>>} delay={250} closeOnClick={false} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} className="z-50">
          <Base.Popup className="max-w-72 rounded-md bg-solid px-2.5 py-1.5 text-xs text-on-solid shadow-pop">
            {content}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
