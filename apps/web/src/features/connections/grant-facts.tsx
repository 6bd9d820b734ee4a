import type { GrantView } from '@groundwork/shared/views';
import type { ReactNode } from 'react';
import { CopyableId } from '../../components/ui/copyable-id.tsx';
import { DatedTime } from '../../components/ui/time.tsx';

export const GrantFacts = ({ grant }: { grant: GrantView }) => (
  <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-2 lg:grid-cols-3">
    <Fact name="Granted">
      <DatedTime iso={grant.grantedAt} />
      {grant.userId ? (
        <span className="flex flex-wrap items-center gap-x-1.5 text-xs text-muted">
          by GoHighLevel user <CopyableId id={grant.userId} label="user id" />
        </span>
      ) : null}
    </Fact>
    <TimeFact name="Last refresh" iso={grant.refreshedAt} otherwise="Not yet: the tokens of the grant are in use" />
    <TimeFact name="Next refresh" iso={grant.refreshAfter} otherwise="None planned" />
    <TimeFact name="Access token until" iso={grant.accessTokenExpiresAt} otherwise="None held" />
    <TimeFact name="Renewable until" iso={grant.renewableUntil} otherwise="None held" />
    {grant.locationId === null ? (
      <>
        <Fact name="Future sub-accounts">{futureWord(grant.installsToFutureLocations)}</Fact>
        <Fact name="Sub-accounts read">
          {grant.reconciledAt ? <DatedTime iso={grant.reconciledAt} /> : 'Not yet'}
          {grant.reconcileAfter ? (
            <span className="block text-xs text-muted">
              again <DatedTime iso={grant.reconcileAfter} />
            </span>
          ) : null}
        </Fact>
      </>
    ) : null}
    {grant.failures > 0 || grant.lastError ? <Failures grant={grant} /> : null}
    <Fact name="Ids">
      <span className="flex flex-col items-start">
        <CopyableId id={grant.companyId} label="agency id" />
        {grant.locationId ? <CopyableId id={grant.locationId} label="sub-account id" /> : null}
        <CopyableId id={grant.installationId} label="installation id" />
      </span>
    </Fact>
  </dl>
);

const Failures = ({ grant }: { grant: GrantView }) => (
  <Fact name="Failed attempts">
    {grant.failures}
    {grant.nextAttemptAt ? (
      <span className="text-muted">
        , next <DatedTime iso={grant.nextAttemptAt} />
      </span>
    ) : null}
    {grant.lastError ? <span className="block text-xs text-muted">{grant.lastError}</span> : null}
  </Fact>
);

const TimeFact = ({ name, iso, otherwise }: { name: string; iso: string | null; otherwise: string }) => (
  <Fact name={name}>{iso ? <DatedTime iso={iso} /> : <span className="text-muted">{otherwise}</span>}</Fact>
);

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="min-w-0">
    <dt className="text-xs text-muted">{name}</dt>
    <dd className="text-sm">{children}</dd>
  </div>
);

const futureWord = (future: boolean | null) =>
  future === null
    ? 'Not known: GoHighLevel has not said'
    : future
      ? 'Yes: the app is installed on new ones by itself'
      : 'No: new ones have to be added in GoHighLevel';
