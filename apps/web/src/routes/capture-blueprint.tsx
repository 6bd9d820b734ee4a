import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Alert } from '../components/ui/alert.tsx';
import { Button, buttonClass } from '../components/ui/button.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { RelativeTime } from '../components/ui/time.tsx';
import { BlueprintEditor } from '../features/blueprints/blueprint-editor.tsx';
import { CaptureFindings } from '../features/blueprints/capture-findings.tsx';
import { CaptureReading } from '../features/blueprints/capture-reading.tsx';
import { offerValues } from '../features/blueprints/offered-values.ts';
import { captureDraftKey, type Captured, useCapture } from '../features/blueprints/use-capture.ts';
import { useDenied } from '../features/session/use-me.ts';
import { isMissing, readFailure } from '../lib/app-error.ts';
import { trpc } from '../trpc.ts';

/** A live account, read into a text that a person looks at, names and saves. */
export function CaptureBlueprint({ locationId }: { locationId: string }) {
  const denied = useDenied('plan.create');
  const { captured, isDraft, error, retry, discardDraft } = useCapture(locationId, denied === null);
  const accounts = trpc.accounts.list.useQuery();
  const listed = accounts.data?.accounts.find(({ id }) => id === locationId);
  const name = captured?.view.account.name ?? listed?.name ?? 'the account';
  const cancel = (
    <Link to="/accounts" className={buttonClass('ghost')}>
      Cancel
    </Link>
  );
  return (
    <>
      <PageHeader
        title={`Capture ${name}`}
        above={
          <Link to="/accounts" className="hover:underline">
            Accounts
          </Link>
        }
      >
        What it holds, as a blueprint for other accounts. Nothing is kept before you save.
      </PageHeader>
      {denied ? (
        <Alert tone="warn" title="Not with your role">
          {denied}
        </Alert>
      ) : captured && !error ? (
        <>
          {isDraft ? <DraftNotice captured={captured} onDiscard={discardDraft} /> : null}
          <CapturedText key={captured.readAt} locationId={locationId} captured={captured}>
            {cancel}
          </CapturedText>
        </>
      ) : error ? (
        <FailureAlert
          title={`${listed?.name ?? 'The account'} was not captured`}
          error={error}
          onRetry={isMissing(error) ? undefined : retry}
          actions={<WayOut error={error} />}
        />
      ) : (
        <CaptureReading accountName={name}>{cancel}</CaptureReading>
      )}
    </>
  );
}

interface CapturedTextProps {
  locationId: string;
  captured: Captured;
  children: ReactNode;
}

function CapturedText({ locationId, captured, children }: CapturedTextProps) {
  const navigate = useNavigate();
  const denied = useDenied('blueprint.write');
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_21rem]">
      <aside aria-label="What was found" className="min-w-0 lg:order-last">
        <CaptureFindings captured={captured} />
      </aside>
      <div className="min-w-0">
        <BlueprintEditor
          draftKey={captureDraftKey(locationId)}
          initial={captured.view.source}
          asksName
          saveLabel="Save blueprint"
          deniedReason={denied}
          onSaved={({ blueprintId, id }) => {
            offerValues(locationId, id, captured.view.values);
            void navigate({ to: '/blueprints/$blueprintId', params: { blueprintId } });
          }}
        >
          {children}
        </BlueprintEditor>
      </div>
    </div>
  );
}

const DraftNotice = ({ captured, onDiscard }: { captured: Captured; onDiscard: () => void }) => (
  <div className="mb-4">
    <Alert
      tone="info"
      title="You have edited this capture"
      actions={
        <Button size="sm" onClick={onDiscard}>
          Discard it and read again
        </Button>
      }
    >
      It was read <RelativeTime iso={captured.readAt} />, and the account was not read again over your text.
    </Alert>
  </div>
);

/** What helps where reading again does not. */
function WayOut({ error }: { error: unknown }) {
  if (isMissing(error))
    return (
      <Link to="/accounts" className={buttonClass('outline', 'sm')}>
        Choose another account
      </Link>
    );
  if (!['RECONNECT_NEEDED', 'NOT_INSTALLED'].includes(readFailure(error).code)) return null;
  return (
    <Link to="/connections" className={buttonClass('outline', 'sm')}>
      See connections
    </Link>
  );
}
