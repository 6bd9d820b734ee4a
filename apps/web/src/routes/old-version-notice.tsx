import type { BlueprintVersionSummaryView, BlueprintVersionView } from '@groundwork/shared/views';
import { Link, useNavigate } from '@tanstack/react-router';
import { Alert } from '../components/ui/alert.tsx';
import { buttonClass } from '../components/ui/button.tsx';
import { RestoreButton } from '../features/blueprints/restore-button.tsx';
import { useDenied } from '../features/session/use-me.ts';

interface OldVersionNoticeProps {
  version: BlueprintVersionView;
  newest: BlueprintVersionSummaryView;
  onFailure: (error: unknown) => void;
}

/** Says that there is a newer one, and what an old one is good for. */
export function OldVersionNotice({ version, newest, onFailure }: OldVersionNoticeProps) {
  const navigate = useNavigate();
  const denied = useDenied('blueprint.write');
  const { blueprintId } = version;
  return (
    <div className="mb-5">
      <Alert
        tone="info"
        title={`This is version ${version.version}; the newest is version ${newest.version}`}
        actions={
          <>
            <Link
              to="/blueprints/$blueprintId/compare"
              params={{ blueprintId }}
              search={{ from: version.id, to: newest.id }}
              className={buttonClass('outline')}
            >
              Compare with the newest
            </Link>
            <RestoreButton
              version={version}
              deniedReason={denied}
              onFailure={onFailure}
              onRestored={() => void navigate({ to: '/blueprints/$blueprintId', params: { blueprintId } })}
            />
          </>
        }
      >
        Restoring saves this text as version {newest.version + 1}. The versions between stay in the history.
      </Alert>
    </div>
  );
}
