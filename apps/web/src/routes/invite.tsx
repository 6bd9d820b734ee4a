import { useLocation, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { buttonClass } from '../components/ui/button.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { Logo } from '../components/ui/logo.tsx';
import { Skeleton } from '../components/ui/skeleton.tsx';
import { acceptInvitation, type Refusal } from '../features/invitation/accept-invitation.ts';
import { OfferCard } from '../features/invitation/offer-card.tsx';
import { readFailure } from '../lib/app-error.ts';
import { usePageTitle } from '../lib/use-page-title.ts';
import { trpc } from '../trpc.ts';

/** Where a one-time link leads. Its token is read from the fragment and goes on in bodies alone. */
export function InvitePage() {
  usePageTitle('Invitation');
  const { hash } = useLocation();
  // Kept while the address loses it.
  const [token] = useState(hash);
  return (
    <main className="grid min-h-dvh place-items-center px-5 py-12">
      <div className="w-full max-w-sm">
        <Logo className="size-9" />
        {token === '' ? (
          <Dead title="This link is not complete">
            <p>The part after # is missing. Open the link exactly as it was given to you, or ask for a new one.</p>
          </Dead>
        ) : (
          <Offer token={token} />
        )}
      </div>
    </main>
  );
}

function Offer({ token }: { token: string }) {
  const { mutate, data, error } = trpc.invitations.offer.useMutation();
  const [isJoining, setIsJoining] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>(null);
  const dropToken = useDropToken();
  const failure = error ? readFailure(error) : null;
  const isDead = failure !== null && !failure.retryable;
  useEffect(() => mutate({ token }), [mutate, token]);
  useEffect(() => {
    // A link that is good for nothing any more need not stay in the address bar.
    if (isDead) dropToken();
  }, [isDead, dropToken]);

  const join = async () => {
    setIsJoining(true);
    const refused = await acceptInvitation(token);
    if (refused) {
      setIsJoining(false);
      setRefusal(refused);
      if (refused.code === 'CONFLICT') dropToken();
      return;
    }
    // Anew, and in place of this address: whatever was cached belongs to nobody or to somebody else.
    window.location.replace('/');
  };

  if (failure && !isDead)
    return (
      <div className="mt-5">
        <FailureAlert title="The invitation could not be read" error={error} onRetry={() => mutate({ token })} />
      </div>
    );
  if (failure)
    return (
      <Dead title="This link does not work any more">
        <p>
          {failure.code === 'CONFLICT'
            ? failure.message
            : 'Groundwork does not know this link. Open it exactly as it was given to you, or ask an admin of your agency for a new one.'}
        </p>
      </Dead>
    );
  if (!data)
    return (
      <div role="status" aria-label="Loading the invitation" className="mt-5 space-y-3">
        <Skeleton className="h-7 w-56" />
        <Skeleton className="h-24 w-full" />
        <Skeleton className="h-11 w-full" />
      </div>
    );
  return <OfferCard offer={data} busy={isJoining} refusal={refusal} onAccept={() => void join()} />;
}

/** What is wrong, and the other way in. */
const Dead = ({ title, children }: { title: string; children: ReactNode }) => (
  <>
    <h1 className="mt-5 text-2xl font-semibold tracking-tight">{title}</h1>
    <div role="alert" className="mt-2 text-muted">
      {children}
    </div>
    <p className="mt-4 text-sm text-muted">
      Agency admins need no link: they sign in with GoHighLevel. Who is signed in here already just goes on.
    </p>
    <a href="/" className={`${buttonClass('outline')} mt-4`}>
      Go to Groundwork
    </a>
  </>
);

function useDropToken(): () => void {
  const navigate = useNavigate();
  const [drop] = useState(() => () => void navigate({ to: '/invite', hash: '', replace: true }));
  return drop;
}
