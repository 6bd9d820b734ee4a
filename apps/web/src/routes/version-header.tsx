import type { BlueprintVersionSummaryView, BlueprintVersionView } from '@groundwork/shared/views';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { CopyableId } from '../components/ui/copyable-id.tsx';
import { SelectField } from '../components/ui/field.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { RelativeTime } from '../components/ui/time.tsx';

interface VersionHeaderProps {
  version: BlueprintVersionView;
  /** To choose from; undefined where there is no choice (yet). */
  versions: readonly BlueprintVersionSummaryView[] | undefined;
  children?: ReactNode;
}

export const VersionHeader = ({ version, versions, children }: VersionHeaderProps) => (
  <PageHeader
    title={version.name}
    documentTitle={`${version.name} v${version.version}`}
    above={
      <Link to="/blueprints" className="hover:underline">
        Blueprints
      </Link>
    }
    beside={
      versions && versions.length > 1 ? (
        <VersionPicker shown={version} versions={versions} />
      ) : (
        <span className="text-sm text-muted">Version {version.version}</span>
      )
    }
    actions={children}
  >
    {version.description ? (
      <p dir="auto" className="max-w-2xl">
        {version.description}
      </p>
    ) : null}
    <span className="flex flex-wrap items-center gap-x-3">
      <span>
        Saved by {version.createdBy ?? 'a former member'} <RelativeTime iso={version.createdAt} />
      </span>
      <CopyableId id={version.id} label="version id" short />
    </span>
  </PageHeader>
);

interface VersionPickerProps {
  shown: BlueprintVersionView;
  versions: readonly BlueprintVersionSummaryView[];
}

function VersionPicker({ shown, versions }: VersionPickerProps) {
  const navigate = useNavigate();
  return (
    <SelectField
      label="Version"
      value={shown.id}
      options={versions.map(({ id, version }, index) => ({
        value: id,
        label: index === 0 ? `${version} (newest)` : String(version),
      }))}
      onChange={(event) => {
        const chosen = event.target.value;
        void navigate({
          to: '/blueprints/$blueprintId',
          params: { blueprintId: shown.blueprintId },
          search: chosen === versions[0]?.id ? {} : { version: chosen },
        });
      }}
    />
  );
}
