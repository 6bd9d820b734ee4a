import { Link } from '@tanstack/react-router';
import { buttonClass } from '../components/ui/button.tsx';
import { usePageTitle } from '../lib/use-page-title.ts';

export function NotFoundPage() {
  usePageTitle('Not found');
  return (
    <div className="mx-auto max-w-md px-5 py-24 text-center">
      <p className="font-mono text-sm text-muted">404</p>
      <h1 className="mt-2 text-xl font-semibold">There is nothing at this address</h1>
      <p className="mt-2 text-muted">It may have been deleted, belong to another agency, or the link is wrong.</p>
      <Link to="/accounts" className={`${buttonClass('outline')} mt-6`}>
        Go to accounts
      </Link>
    </div>
  );
}
