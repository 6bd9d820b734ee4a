import type { BlueprintVersionView, RolloutSettings, VariableValues } from '@groundwork/shared/views';
import { useNavigate } from '@tanstack/react-router';
import { Button } from '../../components/ui/button.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { announce } from '../../lib/announce.tsx';
import { plural } from '../../lib/format.ts';
import { forgetSessionState } from '../../lib/session-state.ts';
import { trpc } from '../../trpc.ts';
import { useDenied } from '../session/use-me.ts';
import { courseText } from './course-text.ts';
import { draftKey, type RolloutDraft } from './rollout-draft.ts';
import { csvKey } from './use-csv-values.ts';
import { sharedKey } from './use-shared-values.ts';

interface CreateBarProps {
  draft: RolloutDraft;
  version: BlueprintVersionView | undefined;
  targets: { locationId: string; inputs?: VariableValues }[];
  settings: RolloutSettings;
  /** Why what stands above cannot be sent; null where it can. */
  obstacle: string | null;
}

/** What will happen, in a sentence, and the button that begins it: with planning, which writes nothing. */
export function CreateBar({ draft, version, targets, settings, obstacle }: CreateBarProps) {
  const navigate = useNavigate();
  const utils = trpc.useUtils();
  const denied = useDenied('rollout.run');
  const create = trpc.rollouts.create.useMutation({
    onSuccess: (rollout) => {
      forgetSessionState(draftKey);
      forgetSessionState(csvKey);
      forgetSessionState(sharedKey);
      announce('The rollout is being planned');
      utils.rollouts.get.setData({ id: rollout.id }, rollout);
      void utils.rollouts.list.invalidate();
      void navigate({ to: '/rollouts/$rolloutId', params: { rolloutId: rollout.id } });
    },
  });
  const missing = version === undefined ? 'a blueprint' : targets.length === 0 ? 'at least one account' : null;
  const reason = denied ?? (missing ? `Choose ${missing} first.` : obstacle);
  const begin = () => {
    if (version === undefined) return;
    const name = draft.name.trim();
    create.mutate({ blueprintVersionId: version.id, targets, settings, ...(name ? { name } : {}) });
  };
  return (
    <>
      {create.error ? <FailureAlert title="The rollout was not created" error={create.error} /> : null}
      <div className="sticky bottom-0 z-20 -mx-4 flex flex-wrap items-center justify-between gap-3 border-t border-line bg-surface px-4 py-3 sm:bottom-4 sm:mx-0 sm:rounded-lg sm:border sm:shadow-pop">
        <p aria-live="polite" className="min-w-0 flex-1 basis-64 text-sm text-muted">
          {missing ? (
            `Choose ${missing}.`
          ) : (
            <>
              <strong className="font-semibold text-text">{plural(targets.length, 'account')}.</strong>{' '}
              {courseText(settings, targets.length)}
            </>
          )}
        </p>
        <Button look="solid" busy={create.isPending} disabledReason={reason} onClick={begin}>
          Plan the rollout
        </Button>
      </div>
    </>
  );
}
