import type { InvitationOfferView } from '@groundwork/shared/views';
import { ArrowRight } from 'lucide-react';
import { roleDuties, roleNames } from '../../components/domain/role-names.ts';
import { Alert } from '../../components/ui/alert.tsx';
import { Button } from '../../components/ui/button.tsx';
import { RelativeTime } from '../../components/ui/time.tsx';
import type { Refusal } from './accept-invitation.ts';

interface OfferCardProps {
  offer: InvitationOfferView;
  busy: boolean;
  refusal: Refusal;
  onAccept: () => void;
}

export const OfferCard = ({ offer, busy, refusal, onAccept }: OfferCardProps) => (
  <>
    <h1 className="mt-5 text-2xl font-semibold tracking-tight">Join {offer.agency}</h1>
    <p className="mt-2 text-muted">
      {offer.invitedBy ?? 'A former member'} invites you to Groundwork, which sets up the agency’s GoHighLevel
      sub-accounts.
    </p>
    <dl className="mt-5 grid grid-cols-[6rem_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">
      <dt className="text-muted">You</dt>
      <dd>
        <span dir="auto" className="font-medium">
          {offer.name}
        </span>
        <span className="block text-muted">{offer.email}</span>
      </dd>
      <dt className="text-muted">Role</dt>
      <dd>
        <span className="font-medium">{roleNames[offer.role]}</span>
        <span className="block text-muted">{roleDuties[offer.role]}</span>
      </dd>
      <dt className="text-muted">Expires</dt>
      <dd>
        <RelativeTime iso={offer.expiresAt} />
      </dd>
    </dl>
    {refusal ? (
      <div className="mt-5">
        <Alert tone="bad" title="You could not join" urgent>
          {refusal.message}
        </Alert>
      </div>
    ) : null}
    <Button look="solid" busy={busy} className="mt-6 min-h-11! w-full whitespace-normal!" onClick={onAccept}>
      Join {offer.agency}
      {busy ? null : <ArrowRight aria-hidden className="size-4" />}
    </Button>
    <p className="mt-4 text-xs text-muted">
      The link works once and signs this browser in as you. If somebody else is signed in here, they are signed out.
    </p>
  </>
);
