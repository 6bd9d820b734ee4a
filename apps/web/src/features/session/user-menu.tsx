import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { faceClass, UserFace } from './user-face.tsx';

interface UserMenuProps {
  onSignOut: () => void;
}

/** Not in the first chunk: the library under it is a quarter of that. Where it cannot be fetched, what it leads to is linked. */
const UserMenuPopup = lazy(() =>
  import('./user-menu-popup.tsx').then(
    (loaded) => ({ default: loaded.UserMenuPopup }),
    () => ({ default: (_props: UserMenuProps) => <ProfileLink /> }),
  ),
);

export const UserMenu = ({ onSignOut }: UserMenuProps) => (
  <Suspense fallback={<ProfileLink />}>
    <UserMenuPopup onSignOut={onSignOut} />
  </Suspense>
);

const ProfileLink = () => (
  <Link to="/settings/profile" className={faceClass}>
    <UserFace />
  </Link>
);
