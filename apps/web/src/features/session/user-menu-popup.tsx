import { Menu } from '@base-ui/react/menu';
import { Link } from '@tanstack/react-router';
import { Check, LogOut, UserRound, Users } from 'lucide-react';
import { roleNames } from '../../components/domain/role-names.ts';
import { isTheme, setTheme, themes, useTheme } from '../../lib/theme.ts';
import { useMe } from './use-me.ts';
import { faceClass, UserFace } from './user-face.tsx';

/** The menu itself, with the library under it. */
export function UserMenuPopup({ onSignOut }: { onSignOut: () => void }) {
  const { user, agency } = useMe();
  const theme = useTheme();
  return (
    <Menu.Root>
      <Menu.Trigger className={faceClass}>
        <UserFace />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner align="start" sideOffset={6} className="z-50">
          <Menu.Popup
            // `lib/keep-focus.ts` brings it back.
            finalFocus={false}
            className="w-64 rounded-lg border border-line bg-surface p-1 shadow-pop outline-none"
          >
            <div className="px-2.5 py-2">
              <p className="truncate font-medium">{user.name}</p>
              <p className="truncate text-sm text-muted">{user.email}</p>
              <p className="mt-1 truncate text-xs text-muted">
                {roleNames[user.role]} of {agency.name}
              </p>
            </div>
            <Menu.Separator className="my-1 h-px bg-line" />
            <Menu.LinkItem closeOnClick render={<Link to="/settings/profile" />} className={itemClass}>
              <UserRound aria-hidden className="size-4 text-muted" />
              Profile and sessions
            </Menu.LinkItem>
            <Menu.LinkItem closeOnClick render={<Link to="/settings/members" />} className={itemClass}>
              <Users aria-hidden className="size-4 text-muted" />
              Members
            </Menu.LinkItem>
            <Menu.Separator className="my-1 h-px bg-line" />
            <Menu.RadioGroup value={theme} onValueChange={(value: unknown) => isTheme(value) && setTheme(value)}>
              <Menu.Group>
                <Menu.GroupLabel className="px-2.5 pt-1 pb-0.5 text-xs text-muted">Theme</Menu.GroupLabel>
                {themes.map((name) => (
                  <Menu.RadioItem key={name} value={name} closeOnClick={false} className={itemClass}>
                    <span className="flex-1 capitalize">{name}</span>
                    <Menu.RadioItemIndicator>
                      <Check aria-hidden className="size-4" />
                    </Menu.RadioItemIndicator>
                  </Menu.RadioItem>
                ))}
              </Menu.Group>
            </Menu.RadioGroup>
            <Menu.Separator className="my-1 h-px bg-line" />
            <Menu.Item onClick={onSignOut} className={itemClass}>
              <LogOut aria-hidden className="size-4 text-muted" />
              Sign out
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

const itemClass = 'flex min-h-8 items-center gap-2 rounded-md px-2.5 text-sm outline-none data-highlighted:bg-sunken';
