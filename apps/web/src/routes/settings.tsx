import { Link, Outlet } from '@tanstack/react-router';
import { settingsLinks } from './navigation.ts';

/** What belongs to the person and to the agency, apart from the work. */
export const SettingsLayout = () => (
  <>
    <nav aria-label="Settings" className="mb-6 flex gap-1 overflow-x-auto border-b border-line">
      {settingsLinks.map(({ to, label }) => (
        <Link
          key={to}
          to={to}
          className="-mb-px inline-flex min-h-9 items-center border-b-2 border-transparent px-3 text-sm text-muted hover:text-text focus-visible:-outline-offset-2 whitespace-nowrap"
          activeProps={{ className: 'border-text! text-text! font-medium' }}
        >
          {label}
        </Link>
      ))}
    </nav>
    <Outlet />
  </>
);
