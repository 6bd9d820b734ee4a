import type { BlueprintVersionView, DriftCauseView } from '@groundwork/shared/views';
import { Link } from '@tanstack/react-router';
import { Button, buttonClass } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { announce } from '../../lib/announce.tsx';
import { plural } from '../../lib/format.ts';
import { trpc } from '../../trpc.ts';
import { capital, factText } from './drift-words.ts';
import { ValueDifference } from './value-difference.tsx';

interface AcceptDialogProps {
  /** One or several: all are accepted, or none. */
  causes: readonly DriftCauseView[];
  onClose: () => void;
}

/** Shows what the blueprints will say instead, then the new versions. */
export function AcceptDialog({ causes, onClose }: AcceptDialogProps) {
  const utils = trpc.useUtils();
  const accept = trpc.drift.acceptMany.useMutation({
    onSuccess: (accepted) => {
      announce(accepted.map(({ version }) => `Saved as version ${version.version} of ${version.name}`).join('. '));
      void utils.drift.invalidate();
      void utils.blueprints.invalidate();
    },
  });
  const { data } = accept;
  return (
    <Dialog
      open
      onClose={onClose}
      title={data ? `${data.map(nameOf).join(' and ')} ${data.length === 1 ? 'is' : 'are'} saved` : titleOf(causes)}
      description={data ? savedText(data) : `${factsOf(causes)}. Nothing is written to any account.`}
    >
      <div className="space-y-4">
        {data ? null : causes.map((cause) => <Change key={cause.key} cause={cause} isNamed={causes.length > 1} />)}
        {accept.error ? <FailureAlert title="It was not accepted" error={accept.error} /> : null}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{data ? 'Close' : 'Cancel'}</Button>
          {data?.map(({ version }) => (
            <Link
              key={version.id}
              to="/blueprints/$blueprintId/compare"
              params={{ blueprintId: version.blueprintId }}
              search={{ to: version.id }}
              className={buttonClass('solid')}
            >
              See what changed{data.length > 1 ? ` in ${version.name}` : ''}
            </Link>
          ))}
          {data ? null : (
            <Button
              look="solid"
              busy={accept.isPending}
              onClick={() => accept.mutate({ keys: causes.map(({ key }) => key) })}
            >
              Save a new version
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}

type Accepted = { version: BlueprintVersionView; accounts: number };

const nameOf = ({ version }: Accepted): string => `${version.name} v${version.version}`;

const titleOf = (causes: readonly DriftCauseView[]): string =>
  causes.length === 1 ? 'Accept into the blueprint?' : `Accept ${causes.length} causes into the blueprint?`;

const savedText = (accepted: readonly Accepted[]): string =>
  `${accepted
    .map(
      ({ accounts, version }) =>
        `${accepted.length === 1 ? 'It' : version.name} says now what ${plural(accounts, 'account')} hold${accounts === 1 ? 's' : ''}.`,
    )
    .join(' ')} Nothing was written to any account.`;

function factsOf(causes: readonly DriftCauseView[]): string {
  const names = [...new Set(causes.map(({ blueprint }) => blueprint.name))].join(' and ');
  const [cause, ...others] = causes;
  return cause && others.length === 0
    ? `In ${plural(cause.accounts, 'account')}: ${factText(cause)}. A new version of ${names} will say so`
    : `A new version of ${names} will say what the accounts hold. Either all of these are accepted, or none`;
}

function Change({ cause, isNamed }: { cause: DriftCauseView; isNamed: boolean }) {
  return (
    <div className="space-y-1">
      {isNamed ? (
        <p dir="auto" className="text-sm font-medium">
          {capital(factText(cause))}
        </p>
      ) : null}
      <Difference cause={cause} />
    </div>
  );
}

function Difference({ cause }: { cause: DriftCauseView }) {
  const [first, ...others] = cause.live;
  if (cause.path === null)
    return (
      <p className="text-sm">
        {cause.what === 'missing' ? (
          <>
            <code className="font-mono">{cause.address}</code> leaves the blueprint. Accounts that still have it keep it
            until the new version is planned for them.
          </>
        ) : (
          <>
            <code className="font-mono">{cause.address}</code> stays as the accounts have it.
          </>
        )}
      </p>
    );
  return (
    <div className="space-y-2">
      <ValueDifference path={cause.path} expected={cause.expected} live={first ? [first] : []} isAccepted />
      {others.length > 0 ? (
        <p className="text-sm text-muted">
          Accounts hold different values, and a blueprint can say one: make it a variable, or ignore the others first.
        </p>
      ) : null}
    </div>
  );
}
