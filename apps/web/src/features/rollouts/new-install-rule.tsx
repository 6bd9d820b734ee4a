import { type InstallRuleView, installRuleModes } from '@groundwork/shared/views';
import { useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { SelectField } from '../../components/ui/field.tsx';
import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';
import { ruleModeWords } from './rule-modes.ts';

/** A blueprint that has none yet, and what is done with it. */
export function NewInstallRule({ rules }: { rules: readonly InstallRuleView[] }) {
  const utils = trpc.useUtils();
  const blueprints = trpc.blueprints.list.useQuery();
  const free = (blueprints.data ?? []).filter(({ id }) => !rules.some(({ blueprint }) => blueprint.id === id));
  const [chosen, setChosen] = useState('');
  const [mode, setMode] = useState<InstallRuleView['mode']>('plan');
  const blueprintId = free.some(({ id }) => id === chosen) ? chosen : '';
  const save = trpc.rollouts.saveRule.useMutation({
    onSuccess: async (rule) => {
      setChosen('');
      announce(`Accounts that get the app are given ${rule.blueprint.name} from now on`);
      await utils.rollouts.rules.invalidate();
    },
  });
  if (blueprints.data && free.length === 0) return null;
  return (
    <form
      aria-label="New rule"
      className="flex flex-wrap items-center gap-3 border-t border-line bg-sunken/60 px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (blueprintId !== '' && !save.isPending) save.mutate({ blueprintId, mode });
      }}
    >
      <SelectField
        label="Blueprint"
        value={blueprintId}
        options={[{ value: '', label: 'Choose one' }, ...free.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={({ target }) => setChosen(target.value)}
      />
      <SelectField
        label="Then"
        value={mode}
        options={installRuleModes.map((value) => ({ value, label: modeChoices[value] }))}
        onChange={({ target }) => setMode(installRuleModes.find((known) => known === target.value) ?? 'plan')}
      />
      <Button
        type="submit"
        size="sm"
        busy={save.isPending}
        disabledReason={blueprintId === '' ? 'Choose a blueprint first.' : null}
      >
        Add rule
      </Button>
      <p className="basis-full text-xs text-muted">{ruleModeWords[mode]}.</p>
      {save.error ? (
        <div className="basis-full">
          <FailureAlert title="The rule was not saved" error={save.error} />
        </div>
      ) : null}
    </form>
  );
}

const modeChoices: Record<InstallRuleView['mode'], string> = { plan: 'Plan it', apply: 'Plan and apply it' };
