import { SelectField } from '../../components/ui/field.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';
import { useDenied } from '../session/use-me.ts';
import { scheduleText } from './schedule-text.ts';

const choices: readonly (number | null)[] = [null, 6, 12, 24, 72];

/** How often every account is checked by itself: to choose, or to read for who may not. */
export function ScheduleField({ everyHours }: { everyHours: number | null }) {
  const utils = trpc.useUtils();
  const denied = useDenied('drift.settings');
  const set = trpc.drift.setSchedule.useMutation({
    onSuccess: async (_, input) => {
      announce(`Accounts are checked ${scheduleText(input.everyHours)}`);
      await utils.drift.get.invalidate();
    },
  });
  if (denied !== null)
    return (
      <p title={denied} className="text-sm text-muted">
        Checked {scheduleText(everyHours)}
      </p>
    );
  const shown = set.isPending ? set.variables.everyHours : everyHours;
  const offered = choices.includes(shown) ? choices : [...choices, shown];
  return (
    <>
      <SelectField
        label="Check"
        value={String(shown)}
        aria-busy={set.isPending}
        options={offered.map((hours) => ({ value: String(hours), label: scheduleText(hours) }))}
        onChange={({ target }) => {
          if (!set.isPending) set.mutate({ everyHours: target.value === 'null' ? null : Number(target.value) });
        }}
      />
      {set.error ? (
        <div className="basis-full">
          <FailureAlert title="The schedule was not changed" error={set.error} />
        </div>
      ) : null}
    </>
  );
}
