import type { AccountDetailView } from '@groundwork/shared/views';
import { Link, useNavigate } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { DriftStateBadge } from '../../components/domain/drift-state-badge.tsx';
import { whyClosed } from '../../components/domain/location-state.tsx';
import { Button, buttonClass } from '../../components/ui/button.tsx';
import { Card, CardTitle } from '../../components/ui/card.tsx';
import { RelativeTime } from '../../components/ui/time.tsx';
import { announce } from '../../lib/announce.tsx';
import { plural } from '../../lib/format.ts';
import { trpc } from '../../trpc.ts';
import { useDenied } from '../session/use-me.ts';

interface AppliedBlueprintsProps {
  account: AccountDetailView;
  onFailure: (failure: { title: string; error: unknown } | null) => void;
}

/** What Groundwork holds here, blueprint by blueprint. */
export const AppliedBlueprints = ({ account, onFailure }: AppliedBlueprintsProps) => (
  <section aria-labelledby="applied">
    <CardTitle id="applied" className="mb-2">
      Applied here
    </CardTitle>
    <Card className="overflow-hidden">
      {account.blueprints.length === 0 ? (
        <p className="px-4 py-6 text-sm text-muted">
          No blueprint was applied to this account. Provision it: you see the plan before anything changes.
        </p>
      ) : (
        <ul aria-label="Applied blueprints" className="divide-y divide-line">
          {account.blueprints.map((blueprint) => (
            <AppliedBlueprint key={blueprint.id} account={account} blueprint={blueprint} onFailure={onFailure} />
          ))}
        </ul>
      )}
    </Card>
  </section>
);

interface AppliedBlueprintProps extends AppliedBlueprintsProps {
  blueprint: AccountDetailView['blueprints'][number];
}

function AppliedBlueprint({ account, blueprint, onFailure }: AppliedBlueprintProps) {
  const { id, name, version, versionId, created, adopted, appliedAt, drift } = blueprint;
  const closed = whyClosed[account.state];
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            to="/blueprints/$blueprintId"
            params={{ blueprintId: id }}
            search={versionId ? { version: versionId } : {}}
            dir="auto"
            className="font-medium hover:underline"
          >
            {name}
          </Link>
          <span className="text-sm text-muted">{version === null ? 'not finished yet' : `v${version}`}</span>
          {drift ? <DriftStateBadge state={drift.state} findings={drift.findings} /> : null}
        </p>
        <p className="text-sm text-muted">
          {plural(created, 'object')} created, {adopted} adopted
          {appliedAt ? (
            <>
              {' '}
              · applied <RelativeTime iso={appliedAt} />
            </>
          ) : null}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {closed === null ? (
          <Link
            to="/provision"
            search={{ account: account.id, blueprint: id, step: 'variables' }}
            aria-label={`Plan again with ${name}`}
            className={buttonClass('outline', 'sm')}
          >
            Plan again
          </Link>
        ) : null}
        <DestroyButton account={account} blueprint={blueprint} closed={closed} onFailure={onFailure} />
      </div>
    </li>
  );
}

/** Plans to remove what the blueprint created. The plan asks for the account's name before anything goes. */
function DestroyButton({ account, blueprint, closed, onFailure }: AppliedBlueprintProps & { closed: string | null }) {
  const denied = useDenied('plan.create');
  const navigate = useNavigate();
  const utils = trpc.useUtils();
  const destroy = trpc.plans.destroy.useMutation({
    onMutate: () => {
      onFailure(null);
      announce(`Reading ${account.name} from GoHighLevel to plan what is removed`);
    },
    onSuccess: (plan) => {
      utils.plans.get.setData({ id: plan.id }, plan);
      announce('The plan is ready. Nothing is removed yet');
      void navigate({ to: '/plans/$planId', params: { planId: plan.id } });
    },
    onError: (error) => onFailure({ title: `Nothing was planned for ${blueprint.name}`, error }),
  });
  return (
    <Button
      look="ghost"
      size="sm"
      busy={destroy.isPending}
      disabledReason={closed ?? denied}
      aria-label={`Destroy what ${blueprint.name} created`}
      title="Plans to remove what this blueprint created; nothing goes before you confirm"
      icon={<Trash2 aria-hidden className="size-3.5" />}
      onClick={() => destroy.mutate({ locationId: account.id, blueprintId: blueprint.id })}
    >
      Destroy…
    </Button>
  );
}
