import type { DriftCauseView } from '@groundwork/shared/views';
import { Link } from '@tanstack/react-router';
import { Button, buttonClass } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { announce } from '../../lib/announce.tsx';
import { plural } from '../../lib/format.ts';
import { trpc } from '../../trpc.ts';
import { factText } from './drift-words.ts';
import { ValueDifference } from './value-difference.tsx';

/** Shows what the blueprint will say instead, then the new version. */
export function AcceptDialog({ cause, onClose }: { cause: DriftCauseView; onClose: () => void }) {
  const utils = trpc.useUtils();
  const accept = trpc.drift.accept.useMutation({
    onSuccess: ({ version }) => {
      announce(`Saved as version ${version.version} of ${version.name}`);
      void utils.drift.invalidate();
      void utils.blueprints.invalidate();
    },
  });
  const { data } = accept;
  return (
    <Dialog
      open
      onClose={onClose}
      title={data ? `${data.version.name} v${data.version.version} is saved` : 'Accept into the blueprint?'}
      description={
        data
          ? `It says now what ${plural(data.accounts, 'account')} hold${data.accounts === 1 ? 's' : ''}. Nothing was written to any account.`
          : `In ${plural(cause.accounts, 'account')}: ${factText(cause)}. A new version of ${cause.blueprint.name} will say so. Nothing is written to any account.`
      }
    >
      <div className="space-y-4">
        {data ? null : <Change cause={cause} />}
        {accept.error ? <FailureAlert title="It was not accepted" error={accept.error} /> : null}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{data ? 'Close' : 'Cancel'}</Button>
          {data ? (
            <Link
              to="/blueprints/$blueprintId/compare"
              params={{ blueprintId: data.version.blueprintId }}
              search={{ to: data.version.id }}
              className={buttonClass('solid')}
            >
              See what changed
            </Link>
          ) : (
            <Button look="solid" busy={accept.isPending} onClick={() => accept.mutate({ key: cause.key })}>
              Save a new version
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}

function Change({ cause }: { cause: DriftCauseView }) {
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
