import { Menu } from '@base-ui/react/menu';
import type { MemberView } from '@groundwork/shared/views';
import { Ellipsis, KeyRound, ShieldCheck, UserMinus } from 'lucide-react';
import type { ReactNode } from 'react';
import { fixedReason, mayNeedLink, transferObstacle, type Viewer } from './member-rules.ts';

export type MemberAction = 'link' | 'transfer' | 'remove';

interface MemberMenuProps {
  member: MemberView;
  viewer: Viewer;
  onChoose: (action: MemberAction) => void;
}

/** What can be done with a member, beside the role. Nothing at all where nothing can. */
export function MemberMenu({ member, viewer, onChoose }: MemberMenuProps) {
  const obstacle = transferObstacle(member, viewer);
  if (fixedReason(member, viewer) !== null) return null;
  return (
    <Menu.Root>
      <Menu.Trigger
        aria-label={`More for ${member.name}`}
        className="grid size-9 place-items-center rounded-md text-muted hover:bg-sunken hover:text-text"
      >
        <Ellipsis aria-hidden className="size-4" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={4} className="z-50">
          <Menu.Popup
            // `lib/keep-focus.ts` brings it back.
            finalFocus={false}
            className="w-64 rounded-lg border border-line bg-surface p-1 shadow-pop outline-none"
          >
            {mayNeedLink(member, viewer) ? (
              <Item icon={<KeyRound aria-hidden />} onClick={() => onChoose('link')}>
                Make a sign-in link
              </Item>
            ) : null}
            {obstacle === undefined ? null : (
              <Item
                icon={<ShieldCheck aria-hidden />}
                disabled={obstacle !== null}
                hint={obstacle}
                onClick={() => onChoose('transfer')}
              >
                Make owner
              </Item>
            )}
            <Item icon={<UserMinus aria-hidden />} onClick={() => onChoose('remove')}>
              Remove from the agency
            </Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

interface ItemProps {
  icon: ReactNode;
  onClick: () => void;
  disabled?: boolean;
  hint?: string | null;
  children: ReactNode;
}

const Item = ({ icon, onClick, disabled = false, hint = null, children }: ItemProps) => (
  <Menu.Item
    onClick={onClick}
    disabled={disabled}
    className="flex min-h-9 items-start gap-2 rounded-md px-2.5 py-2 text-sm outline-none data-disabled:text-muted data-highlighted:bg-sunken [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted"
  >
    {icon}
    <span>
      {children}
      {hint ? <span className="block text-xs text-muted">{hint}</span> : null}
    </span>
  </Menu.Item>
);
