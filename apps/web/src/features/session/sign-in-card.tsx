import { ArrowRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Alert } from '../../components/ui/alert.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Logo } from '../../components/ui/logo.tsx';
import { connectHref } from '../../lib/next-path.ts';
import { explainSignInError } from './sign-in-errors.ts';

export function SignInCard({ next, errorCode }: { next: string; errorCode: string | null }) {
  const [leaving, setLeaving] = useState(false);
  useEffect(() => {
    // Back from GHL's page the browser may show this one as it was left.
    const shownAgain = () => setLeaving(false);
    window.addEventListener('pageshow', shownAgain);
    return () => window.removeEventListener('pageshow', shownAgain);
  }, []);
  const error = errorCode === null ? null : explainSignInError(errorCode);
  return (
    <div className="w-full max-w-sm">
      <Logo className="size-9" />
      <h1 className="mt-5 text-2xl font-semibold tracking-tight">Sign in to Groundwork</h1>
      <p className="mt-2 text-muted">
        Plan, approve and apply the set-up of your GoHighLevel sub-accounts, and see every change before it is made.
      </p>
      {error ? (
        <div className="mt-5">
          <Alert tone="bad" title={error.title} urgent>
            <p>{error.advice}</p>
            <code className="mt-1 block font-mono text-xs">{errorCode}</code>
          </Alert>
        </div>
      ) : null}
      <Button
        look="solid"
        busy={leaving}
        className="mt-6 min-h-11! w-full"
        onClick={() => {
          setLeaving(true);
          window.location.assign(connectHref(next));
        }}
      >
        Continue with GoHighLevel
        {leaving ? null : <ArrowRight aria-hidden className="size-4" />}
      </Button>
      <p className="mt-4 text-xs text-muted">
        You need to be an admin of your agency. GoHighLevel asks for your consent; Groundwork never sees your password.
      </p>
    </div>
  );
}
