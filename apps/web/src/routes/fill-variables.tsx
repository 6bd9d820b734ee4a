import type { AccountView, BlueprintVersionView, EffectiveValueView } from '@groundwork/shared/views';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { Alert } from '../components/ui/alert.tsx';
import { Button } from '../components/ui/button.tsx';
import { Card } from '../components/ui/card.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { SkeletonRows } from '../components/ui/skeleton.tsx';
import { forgetOptions, offeredOptions } from '../features/plans/offered-options.ts';
import { OptionsNotice } from '../features/plans/options-notice.tsx';
import { ValueAbout } from '../features/plans/value-about.tsx';
import { useVariableForm } from '../features/plans/use-variable-form.ts';
import { entryOf, faultsByVariable, formVariables, readEntry, readForm } from '../features/plans/variable-values.ts';
import { VariablesForm } from '../features/plans/variables-form.tsx';
import { useDenied } from '../features/session/use-me.ts';
import { announce } from '../lib/announce.tsx';
import { readFailure } from '../lib/app-error.ts';
import { plural } from '../lib/format.ts';
import { trpc } from '../trpc.ts';

interface FillVariablesProps {
  account: AccountView;
  blueprintId: string;
  /** Undefined for the newest. */
  versionId: string | undefined;
}

/** The form begins with what each variable is for this account; what is left as it is, the plan takes from there. */
export function FillVariables({ account, blueprintId, versionId }: FillVariablesProps) {
  const version = trpc.blueprints.get.useQuery(versionId ? { versionId } : { blueprintId });
  const effective = trpc.variables.resolve.useQuery(
    { locationId: account.id, blueprintVersionId: version.data?.id ?? '' },
    { enabled: version.data !== undefined },
  );
  if (version.data && effective.data)
    return (
      <Filled
        key={version.data.id}
        account={account}
        version={version.data}
        effective={effective.data}
        isPinned={versionId !== undefined}
      />
    );
  if (version.error)
    return (
      <FailureAlert
        title="The blueprint could not be loaded"
        error={version.error}
        onRetry={() => void version.refetch()}
      />
    );
  if (effective.error)
    return (
      <FailureAlert
        title="The values of this account could not be loaded"
        error={effective.error}
        onRetry={() => void effective.refetch()}
      />
    );
  return (
    <Card>
      <SkeletonRows rows={4} />
    </Card>
  );
}

interface FilledProps {
  account: AccountView;
  version: BlueprintVersionView;
  effective: readonly EffectiveValueView[];
  isPinned: boolean;
}

function Filled({ account, version, effective, isPinned }: FilledProps) {
  const variables = useMemo(() => formVariables(version.variables, effective), [version, effective]);
  const navigate = useNavigate();
  const denied = useDenied('plan.create');
  const { form, setEntry, forget } = useVariableForm(variables, account.id, version.id);
  const [options, setOptions] = useState(() => offeredOptions(account.id, version.id));
  const dropOptions = () => {
    forgetOptions(account.id, version.id);
    setOptions(null);
  };
  const [localFaults, setLocalFaults] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<{ title: string; error: unknown } | null>(null);
  const create = trpc.plans.create.useMutation({
    onSuccess: (plan) => {
      forgetOptions(account.id, version.id);
      announce('The plan is ready');
      void navigate({ to: '/plans/$planId', params: { planId: plan.id } });
    },
  });
  const server = faultsByVariable(variables, create.error ? readFailure(create.error).issues : []);
  const isFieldFault = Object.keys(server.faults).length > 0 && server.rest.length === 0;

  const submit = () => {
    const { inputs, faults } = readForm(variables, form);
    setLocalFaults(faults);
    const count = Object.keys(faults).length;
    if (count > 0) return announce(`${plural(count, 'field')} to correct`);
    create.mutate({
      locationId: account.id,
      blueprintVersionId: version.id,
      variables: inputs,
      ...(options && options.overwrite.length > 0 ? { overwrite: options.overwrite } : {}),
      ...(options?.only ? { only: options.only } : {}),
    });
  };

  return (
    <form
      className="space-y-5"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p className="text-sm text-muted">
        {version.name} v{version.version}
        {isPinned ? ', chosen from its history' : ''}, {plural(version.resources.length, 'resource')}
      </p>
      {options ? <OptionsNotice options={options} onDrop={dropOptions} /> : null}
      {failure ? <FailureAlert {...failure} /> : null}
      {variables.length === 0 ? (
        <Alert tone="info" title="This blueprint has no variables">
          It is the same for every account. Go on to the plan.
        </Alert>
      ) : (
        <Card className="p-4">
          <VariablesForm
            variables={variables}
            form={form}
            faults={{ ...server.faults, ...localFaults }}
            onChange={setEntry}
            about={(variable) => (
              <ValueAbout
                account={account}
                version={version}
                variable={variable}
                read={readEntry(variable, form[variable.name] ?? entryOf(variable, variable.known))}
                onReset={() => forget(variable.name)}
                onFailure={setFailure}
              />
            )}
          />
        </Card>
      )}
      {create.error && !isFieldFault ? (
        <FailureAlert title="No plan was made" error={create.error} onRetry={submit} />
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="solid" busy={create.isPending} disabledReason={denied}>
          Create plan
        </Button>
        <span role="status" className="text-sm text-muted">
          {create.isPending ? `Reading ${account.name} from GoHighLevel…` : 'Reads the account; nothing in it changes.'}
        </span>
      </div>
    </form>
  );
}
