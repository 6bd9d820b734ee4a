import { getRouteApi } from '@tanstack/react-router';
import { SignInCard } from '../features/session/sign-in-card.tsx';
import { safeNextPath } from '../lib/next-path.ts';
import { usePageTitle } from '../lib/use-page-title.ts';

const route = getRouteApi('/sign-in');

export function SignInPage() {
  usePageTitle('Sign in');
  const { next, error } = route.useSearch();
  return (
    <main className="grid min-h-dvh place-items-center px-5 py-12">
      <SignInCard next={safeNextPath(next)} errorCode={error ?? null} />
    </main>
  );
}
