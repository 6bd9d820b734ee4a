import type { BlueprintVersionSummaryView, BlueprintVersionView } from '@groundwork/shared/views';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { buttonClass } from '../components/ui/button.tsx';
import { Card, CardTitle } from '../components/ui/card.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { Skeleton } from '../components/ui/skeleton.tsx';
import { DescribeButton } from '../features/assistant/describe-button.tsx';
import { BlueprintContents, ContentsSkeleton } from '../features/blueprints/blueprint-contents.tsx';
import { BlueprintEditor } from '../features/blueprints/blueprint-editor.tsx';
import { HistoryPanel } from '../features/blueprints/history-panel.tsx';
import { TemplateButton } from '../features/blueprints/template-button.tsx';
import { useDenied } from '../features/session/use-me.ts';
import { ValuesEditor } from '../features/variables/values-editor.tsx';
import { isMissing } from '../lib/app-error.ts';
import { trpc } from '../trpc.ts';
import { EditorSide } from './editor-side.tsx';
import { NotFoundPage } from './not-found.tsx';
import { OldVersionNotice } from './old-version-notice.tsx';
import { VersionHeader } from './version-header.tsx';

const route = getRouteApi('/shell/blueprints/$blueprintId');

/** The newest version, or the one in the address. */
export function BlueprintPage() {
  const { blueprintId } = route.useParams();
  const { edit, version } = route.useSearch();
  const { data, error, refetch } = trpc.blueprints.get.useQuery(version ? { versionId: version } : { blueprintId });
  const versions = trpc.blueprints.versions.useQuery({ blueprintId });
  if (data ? data.blueprintId !== blueprintId : error && isMissing(error)) return <NotFoundPage />;
  if (!data)
    return error ? (
      <FailureAlert title="The blueprint could not be loaded" error={error} onRetry={() => void refetch()} />
    ) : (
      <ContentsSkeleton />
    );
  const View = edit ? EditVersion : ViewVersion;
  return <View version={data} versions={versions.data} />;
}

interface VersionProps {
  version: BlueprintVersionView;
  /** Newest first; undefined while they are fetched. */
  versions: readonly BlueprintVersionSummaryView[] | undefined;
}

function ViewVersion({ version, versions }: VersionProps) {
  const { show } = route.useSearch();
  const navigate = route.useNavigate();
  const denied = useDenied('blueprint.write');
  const [failure, setFailure] = useState<unknown>(null);
  const { blueprintId } = version;
  const newest = versions?.[0];
  // By number: just after a save the list may still be that of before.
  const isOld = newest !== undefined && newest.version > version.version;
  const old = isOld ? { version: version.id } : {};
  return (
    <>
      <VersionHeader version={version} versions={versions}>
        <Link
          to="/blueprints/$blueprintId"
          params={{ blueprintId }}
          search={{ edit: true, ...old }}
          className={buttonClass('outline')}
        >
          <Pencil aria-hidden className="size-3.5" />
          New version
        </Link>
        <DescribeButton request={{ task: 'document', source: version.source }} what={version.name} />
        <TemplateButton
          version={version}
          deniedReason={denied}
          link={({ slug }) => (
            <Link to="/blueprints/library/$slug" params={{ slug }} className={buttonClass('solid')}>
              Look at it
            </Link>
          )}
        />
        <Link to="/provision" search={{ blueprint: blueprintId, ...old }} className={buttonClass('solid')}>
          Provision with {isOld ? `version ${version.version}` : 'this'}
        </Link>
      </VersionHeader>
      {failure ? (
        <div className="mb-4">
          <FailureAlert title="The version was not restored" error={failure} />
        </div>
      ) : null}
      {isOld ? <OldVersionNotice version={version} newest={newest} onFailure={setFailure} /> : null}
      <BlueprintContents
        resources={version.resources}
        variables={version.variables}
        source={version.source}
        format={version.format}
        show={show ?? 'resources'}
        onShow={(next) =>
          void navigate({
            search: { ...old, ...(next === 'resources' ? {} : { show: next }) },
            replace: true,
          })
        }
        values={
          <ValuesEditor level="blueprint" ownerId={blueprintId} declared={version.variables}>
            {version.variables.length === 0
              ? 'This blueprint asks for nothing: every account gets the same.'
              : 'What holds in every account that this blueprint is applied to, in all its versions. It wins over the agency’s value.'}
          </ValuesEditor>
        }
      >
        <Card className="p-4">
          <CardTitle className="mb-2">History</CardTitle>
          {versions ? (
            <HistoryPanel blueprintId={blueprintId} versions={versions} shownId={version.id} />
          ) : (
            <Skeleton className="h-24 w-full" />
          )}
        </Card>
      </BlueprintContents>
    </>
  );
}

/** Written on from any version; saved as the newest. */
function EditVersion({ version, versions }: VersionProps) {
  const navigate = route.useNavigate();
  const denied = useDenied('blueprint.write');
  const view = { to: '/blueprints/$blueprintId', params: { blueprintId: version.blueprintId } } as const;
  const newest = versions?.[0];
  const search = newest && newest.version > version.version ? { version: version.id } : {};
  return (
    <>
      <VersionHeader version={version} versions={undefined} />
      <BlueprintEditor
        key={version.id}
        draftKey={`blueprint:${version.id}`}
        initial={version.source}
        saveLabel={`Save as version ${Math.max(newest?.version ?? 0, version.version) + 1}`}
        deniedReason={denied}
        beside={(editor) => <EditorSide editor={editor} blueprintId={version.blueprintId} />}
        onSaved={({ blueprintId }) => void navigate({ to: '/blueprints/$blueprintId', params: { blueprintId } })}
      >
        <Link {...view} search={search} className={buttonClass('ghost')}>
          Cancel
        </Link>
      </BlueprintEditor>
    </>
  );
}
