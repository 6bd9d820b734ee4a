import type { InstallRuleView } from '@groundwork/shared/views';
import { X } from 'lucide-react';
import { Button } from '../../components/ui/button.tsx';
import { Card, CardTitle } from '../../components/ui/card.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { SkeletonRows } from '../../components/ui/skeleton.tsx';
import { RelativeTime } from '../../components/ui/time.tsx';
import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';
import { useDenied } from '../session/use-me.ts';
import { Link } from '@tanstack/react-router';
import { ruleModeWords } from './rule-modes.ts';
import { NewInstallRule } from './new-install-rule.tsx';

/** What happens by itself to an account that gets the app. */
export function InstallRules() {
  const denied = useDenied('rule.manage');
  const { data, error, refetch } = trpc.rollouts.rules.useQuery();
  return (
    <section aria-labelledby="install-rules" className="mt-8 space-y-3">
      <div>
        <CardTitle id="install-rules">When an account gets the app</CardTitle>
        <p className="mt-0.5 text-sm text-muted">
          A sub-account on which somebody installs Groundwork from now on is given the newest version of these
          blueprints, once. {denied ? `Rules cannot be changed by you: ${denied}` : ''}
        </p>
      </div>
      {error && !data ? (
        <FailureAlert title="The rules could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : null}
      <Card className="overflow-hidden">
        {!data && !error ? <SkeletonRows rows={1} /> : null}
        {data && data.length > 0 ? (
          <ul aria-label="Rules" className="divide-y divide-line">
            {data.map((rule) => (
              <RuleRow key={rule.id} rule={rule} isFixed={denied !== null} />
            ))}
          </ul>
        ) : null}
        {data && data.length === 0 ? (
          <p className="px-4 py-3 text-sm text-muted">No rule yet: nothing happens to accounts that get the app.</p>
        ) : null}
        {data && denied === null ? <NewInstallRule rules={data} /> : null}
      </Card>
    </section>
  );
}

function RuleRow({ rule, isFixed }: { rule: InstallRuleView; isFixed: boolean }) {
  const utils = trpc.useUtils();
  const remove = trpc.rollouts.removeRule.useMutation({
    onSuccess: async () => {
      announce(`The rule for ${rule.blueprint.name} is removed`);
      await utils.rollouts.rules.invalidate();
    },
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
      <span className="min-w-0 flex-1 basis-56">
        <Link
          to="/blueprints/$blueprintId"
          params={{ blueprintId: rule.blueprint.id }}
          dir="auto"
          className="font-medium hover:underline"
        >
          {rule.blueprint.name}
        </Link>
        <span className="block text-sm text-muted">{ruleModeWords[rule.mode]}</span>
      </span>
      <span className="text-xs text-muted">
        {rule.createdBy ? `${rule.createdBy}, ` : ''}
        <RelativeTime iso={rule.createdAt} />
      </span>
      {isFixed ? null : (
        <Button
          look="ghost"
          size="sm"
          busy={remove.isPending}
          aria-label={`Remove the rule for ${rule.blueprint.name}`}
          icon={<X aria-hidden className="size-3.5" />}
          onClick={() => remove.mutate({ id: rule.id })}
        >
          Remove
        </Button>
      )}
      {remove.error ? (
        <div className="basis-full">
          <FailureAlert title="The rule was not removed" error={remove.error} />
        </div>
      ) : null}
    </li>
  );
}
