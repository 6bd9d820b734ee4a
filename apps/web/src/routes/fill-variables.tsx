import type { AccountView, BlueprintVersionView } from '@groundwork/shared/views';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Alert } from '../components/ui/alert.tsx';
import { Button } from '../components/ui/button.tsx';
import { Card } from '../components/ui/card.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { SkeletonRows } from '../components/ui/skeleton.tsx';
import { formKey, offeredValues } from '../features/blueprints/offered-values.ts';
import {
  faultsByVariable,
  initialForm,
  readForm,
  type VariableForm,
  withoutSecrets,
} from '../features/blueprints/variable-values.ts';
import { VariablesForm } from '../features/blueprints/variables-form.tsx';
import { useDenied } from '../features/session/use-me.ts';
import { announce } from '../lib/announce.tsx';
import { readFailure } from '../lib/app-error.ts';
import { useSessionState } from '../lib/session-state.ts';
import { plural } from '../lib/format.ts';
import { trpc } from '../trpc.ts';

interface FillVariablesProps {
  account: AccountView;
  blueprintId: string;
  /** Undefined for the newest. */
  versionId: string | undefined;
}

export function FillVariables({ account, blueprintId, versionId }: FillVariablesProps) {
  const { data, error, refetch } = trpc.blueprints.get.useQuery(versionId ? { versionId } : { blueprintId });
  if (data) return <Filled key={data.id} account={account} version={data} isPinned={versionId !== undefined} />;
  return error ? (
    <FailureAlert title="The blueprint could not be loaded" error={error} onRetry={() => void refetch()} />
  ) : (
    <Card>
      <SkeletonRows rows={4} />
    </Card>
  );
}

interface FilledProps {
  account: AccountView;
  version: BlueprintVersionView;
  isPinned: boolean;
}

/** What was typed stays in this tab, per account and version: back, forward and reload lose nothing but secrets. */
function Filled({ account, version, isPinned }: FilledProps) {
  const { variables } = version;
  const navigate = useNavigate();
  const denied = useDenied('plan.create');
  const [kept, keep] = useSessionState<VariableForm>(
    formKey(account.id, version.id),
    withoutSecrets(variables, initialForm(variables, offeredValues(account.id, version.id))),
  );
  const [typed, setTyped] = useState<VariableForm>({});
  const form = { ...typed, ...kept };
  const setForm = (next: VariableForm) => {
    setTyped(next);
    keep(withoutSecrets(variables, next));
  };
  const [localFaults, setLocalFaults] = useState<Record<string, string>>({});
  const create = trpc.plans.create.useMutation({
    onSuccess: (plan) => {
      announce('The plan is ready');
      void navigate({ to: '/plans/$planId', params: { planId: plan.id } });
    },
  });
  const server = faultsByVariable(variables, create.error ? readFailure(create.error).issues : []);
  const isFieldFault = Object.keys(server.faults).length > 0 && server.rest.length === 0;

  const submit = () => {
    const { values, faults } = readForm(variables, form);
    setLocalFaults(faults);
    const count = Object.keys(faults).length;
    if (count > 0) return announce(`${plural(count, 'field')} to correct`);
    create.mutate({ locationId: account.id, blueprintVersionId: version.id, variables: values });
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
            onChange={setForm}
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
