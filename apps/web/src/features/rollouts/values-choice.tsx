import type { BlueprintVersionView, VariableValues } from '@groundwork/shared/views';
import { Alert } from '../../components/ui/alert.tsx';
import { Card } from '../../components/ui/card.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { trpc } from '../../trpc.ts';
import { CsvField } from './csv-field.tsx';
import { MissingList } from './missing-list.tsx';
import { missingValues } from './missing-values.ts';
import { SharedFields } from './shared-fields.tsx';
import type { CsvValues } from './use-csv-values.ts';
import type { SharedValues } from './use-shared-values.ts';

interface ValuesChoiceProps {
  /** Undefined while no blueprint is chosen, or it is being read. */
  version: BlueprintVersionView | undefined;
  chosen: readonly string[];
  values: CsvValues;
  shared: SharedValues;
  /** What both give together, by account. */
  given: ReadonlyMap<string, VariableValues>;
  onChoose: (ids: string[]) => void;
}

export function ValuesChoice({ version, chosen, values, shared, given, onChoose }: ValuesChoiceProps) {
  if (!version)
    return <Card className="p-4 text-sm text-muted">Choose a blueprint first: its variables are listed here.</Card>;
  if (version.variables.length === 0)
    return (
      <Alert tone="info" title="This blueprint has no variables">
        It is the same for every account.
      </Alert>
    );
  return (
    <div className="space-y-3">
      <Missing version={version} chosen={chosen} given={given} />
      <SharedFields key={version.id} variables={version.variables} shared={shared} />
      <CsvField version={version} values={values} chosen={chosen} onChoose={onChoose} />
    </div>
  );
}

type MissingProps = Pick<ValuesChoiceProps, 'chosen' | 'given'> & { version: BlueprintVersionView };

function Missing({ version, chosen, given }: MissingProps) {
  const { data, error, refetch } = trpc.variables.exportCsv.useQuery({ blueprintVersionId: version.id });
  if (chosen.length === 0) return <Card className="p-4 text-sm text-muted">Select the accounts first.</Card>;
  if (error)
    return (
      <FailureAlert title="It is not known which values are missing" error={error} onRetry={() => void refetch()} />
    );
  if (!data) return <Skeleton className="h-16 w-full" />;
  return (
    <MissingList
      accounts={chosen.length}
      missing={missingValues({
        variables: version.variables,
        locationIds: chosen,
        csv: data.csv,
        given,
      })}
    />
  );
}
