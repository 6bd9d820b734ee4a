import type { BlueprintVersionView, VariableView } from '@groundwork/shared/views';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Pencil } from 'lucide-react';
import { buttonClass } from '../components/ui/button.tsx';
import { Card, CardTitle } from '../components/ui/card.tsx';
import { CopyableId } from '../components/ui/copyable-id.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { Skeleton } from '../components/ui/skeleton.tsx';
import { RelativeTime } from '../components/ui/time.tsx';
import { BlueprintEditor } from '../features/blueprints/blueprint-editor.tsx';
import { ResourceList } from '../features/blueprints/resource-list.tsx';
import { SourceView } from '../features/blueprints/source-view.tsx';
import { useDenied } from '../features/session/use-me.ts';
import { isMissing } from '../lib/app-error.ts';
import type { ReactNode } from 'react';
import { trpc } from '../trpc.ts';
import { NotFoundPage } from './not-found.tsx';

const route = getRouteApi('/shell/blueprints/$blueprintId');

export function BlueprintPage() {
  const { blueprintId } = route.useParams();
  const { edit } = route.useSearch();
  const { data, error, refetch } = trpc.blueprints.get.useQuery({ blueprintId });
  if (!data && error && isMissing(error)) return <NotFoundPage />;
  if (!data)
    return error ? (
      <FailureAlert title="The blueprint could not be loaded" error={error} onRetry={() => void refetch()} />
    ) : (
      <Skeleton className="h-96 w-full" />
    );
  return edit ? <EditVersion version={data} /> : <ViewVersion version={data} />;
}

function ViewVersion({ version }: { version: BlueprintVersionView }) {
  return (
    <>
      <VersionHeader version={version}>
        <Link
          to="/blueprints/$blueprintId"
          params={{ blueprintId: version.blueprintId }}
          search={{ edit: true }}
          className={buttonClass('outline')}
        >
          <Pencil aria-hidden className="size-3.5" />
          New version
        </Link>
        <Link to="/provision" search={{ blueprint: version.blueprintId }} className={buttonClass('solid')}>
          Provision with this
        </Link>
      </VersionHeader>
      <div className="grid gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <SourceView source={version.source} />
        <div className="space-y-6">
          <Card className="p-4">
            <CardTitle className="mb-2">Variables</CardTitle>
            <Variables variables={version.variables} />
          </Card>
          <Card className="p-4">
            <CardTitle className="mb-2">Resources</CardTitle>
            <ResourceList resources={version.resources} />
          </Card>
        </div>
      </div>
    </>
  );
}

function EditVersion({ version }: { version: BlueprintVersionView }) {
  const navigate = route.useNavigate();
  const denied = useDenied('blueprint.write');
  const view = { to: '/blueprints/$blueprintId', params: { blueprintId: version.blueprintId } } as const;
  return (
    <>
      <VersionHeader version={version} />
      <BlueprintEditor
        key={version.id}
        draftKey={`blueprint:${version.id}`}
        initial={version.source}
        saveLabel={`Save as version ${version.version + 1}`}
        deniedReason={denied}
        onSaved={({ blueprintId }) => void navigate({ to: '/blueprints/$blueprintId', params: { blueprintId } })}
      >
        <Link {...view} className={buttonClass('ghost')}>
          Cancel
        </Link>
      </BlueprintEditor>
    </>
  );
}

function VersionHeader({ version, children }: { version: BlueprintVersionView; children?: ReactNode }) {
  return (
    <PageHeader
      title={version.name}
      above={
        <Link to="/blueprints" className="hover:underline">
          Blueprints
        </Link>
      }
      beside={<span className="text-sm text-muted">v{version.version}</span>}
      actions={children}
    >
      {version.description ? <p dir="auto">{version.description}</p> : null}
      <span className="flex flex-wrap items-center gap-x-3">
        <span>
          Saved by {version.createdBy ?? 'a former member'} <RelativeTime iso={version.createdAt} />
        </span>
        <CopyableId id={version.id} label="version id" short />
      </span>
    </PageHeader>
  );
}

const Variables = ({ variables }: { variables: readonly VariableView[] }) =>
  variables.length === 0 ? (
    <p className="text-sm text-muted">None: it is the same for every account.</p>
  ) : (
    <ul className="space-y-1.5 text-sm">
      {variables.map(({ name, type, required, description, default: preset }) => (
        <li key={name}>
          <code className="font-mono">{name}</code>{' '}
          <span className="text-xs text-muted">
            {type}, {required ? 'needed' : `else ${String(preset)}`}
          </span>
          {description ? <p className="text-xs text-muted">{description}</p> : null}
        </li>
      ))}
    </ul>
  );
