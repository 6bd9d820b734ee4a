import type { BlueprintVersionSummaryView } from '@groundwork/shared/views';
import { ArrowLeftRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { SelectField } from '../../components/ui/field.tsx';
import { RelativeTime } from '../../components/ui/time.tsx';

interface VersionPairProps {
  versions: readonly BlueprintVersionSummaryView[];
  from: string;
  to: string;
  onChoose: (chosen: { from: string; to: string }) => void;
}

/** The two versions to compare, each with who saved it when. */
export function VersionPair({ versions, from, to, onChoose }: VersionPairProps) {
  const options = versions.map(({ id, version }, index) => ({
    value: id,
    label: `Version ${version}${index === 0 ? ' (newest)' : ''}`,
  }));
  return (
    <div className="mb-5 flex flex-wrap items-start gap-x-4 gap-y-3">
      <Side versions={versions} id={from}>
        <SelectField
          label="From"
          options={options}
          value={from}
          onChange={(event) => onChoose({ from: event.target.value, to })}
        />
      </Side>
      <Button
        look="ghost"
        size="sm"
        icon={<ArrowLeftRight aria-hidden className="size-4" />}
        onClick={() => onChoose({ from: to, to: from })}
      >
        Swap
      </Button>
      <Side versions={versions} id={to}>
        <SelectField
          label="To"
          options={options}
          value={to}
          onChange={(event) => onChoose({ from, to: event.target.value })}
        />
      </Side>
    </div>
  );
}

interface SideProps {
  versions: readonly BlueprintVersionSummaryView[];
  id: string;
  children: ReactNode;
}

function Side({ versions, id, children }: SideProps) {
  const version = versions.find((known) => known.id === id);
  return (
    <div>
      {children}
      {version ? (
        <p className="mt-1 text-xs text-muted">
          Saved by {version.createdBy ?? 'a former member'} <RelativeTime iso={version.createdAt} />
        </p>
      ) : null}
    </div>
  );
}
