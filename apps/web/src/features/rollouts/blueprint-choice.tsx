import type { BlueprintSummaryView, BlueprintVersionSummaryView } from '@groundwork/shared/views';
import { Card } from '../../components/ui/card.tsx';
import { SelectField } from '../../components/ui/field.tsx';
import { kindCounts } from '../../components/domain/kind-counts.ts';
import { plural } from '../../lib/format.ts';

interface BlueprintChoiceProps {
  blueprints: readonly BlueprintSummaryView[];
  blueprint: BlueprintSummaryView | undefined;
  versions: readonly BlueprintVersionSummaryView[];
  /** Undefined for the newest. */
  versionId: string | undefined;
  onChoose: (chosen: { blueprint: string; version?: string }) => void;
}

export const BlueprintChoice = ({ blueprints, blueprint, versions, versionId, onChoose }: BlueprintChoiceProps) => (
  <Card className="p-4">
    <div className="flex flex-wrap gap-x-5 gap-y-3">
      <SelectField
        label="Blueprint"
        value={blueprint?.id ?? ''}
        options={[
          ...(blueprint ? [] : [{ value: '', label: 'Choose one' }]),
          ...blueprints.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={({ target }) => onChoose({ blueprint: target.value })}
      />
      {blueprint ? (
        <SelectField
          label="Version"
          value={versionId ?? ''}
          options={[
            { value: '', label: `Newest (v${blueprint.latestVersion})` },
            ...versions
              .filter(({ version }) => version < blueprint.latestVersion)
              .map(({ id, version }) => ({ value: id, label: `v${version}` })),
          ]}
          onChange={({ target }) =>
            onChoose({ blueprint: blueprint.id, ...(target.value ? { version: target.value } : {}) })
          }
        />
      ) : null}
    </div>
    {blueprint ? (
      <p className="mt-3 text-sm text-muted">
        {blueprint.description ? <span dir="auto">{blueprint.description} </span> : null}
        {plural(blueprint.resourceCount, 'resource')}
        {blueprint.resourceCount > 0 ? `: ${kindCounts(blueprint.kinds)}` : ''}.
      </p>
    ) : null}
  </Card>
);
