import type { AccountView } from '@groundwork/shared/views';
import { Bookmark, Undo2 } from 'lucide-react';
import { valueText } from '../../components/domain/readable-value.ts';
import { Button } from '../../components/ui/button.tsx';
import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';
import { useDenied } from '../session/use-me.ts';
import { ValueOriginLink } from './value-origin.tsx';
import type { FormVariable, ReadEntry } from './variable-values.ts';

interface ValueAboutProps {
  account: AccountView;
  version: { id: string; blueprintId: string };
  variable: FormVariable;
  read: ReadEntry;
  /** What was typed is to be forgotten. */
  onReset: () => void;
  onFailure: (failure: { title: string; error: unknown } | null) => void;
}

/** Below a field: whose value it is; or, where something else was typed, the ways back and on. */
export function ValueAbout({ account, version, variable, read, onReset, onFailure }: ValueAboutProps) {
  const { name, known, origin, secret } = variable;
  const keep = useKeepForAccount({ account, versionId: version.id, onKept: onReset, onFailure });
  const denied = useDenied('variable.write');
  const source = origin ? (
    <ValueOriginLink origin={origin} blueprintId={version.blueprintId} locationId={account.id} group={account.group} />
  ) : null;
  if (read.is === 'as-known') return source ? <span>From {source}</span> : null;
  return (
    <>
      {source && known !== null ? (
        <>
          <span className="min-w-0">
            Instead of{' '}
            {secret ? null : (
              <>
                <q dir="auto">{valueText(name, known)}</q>, from{' '}
              </>
            )}
            {source}
          </span>
          <Button
            look="ghost"
            size="sm"
            className={tight}
            title={`Use the kept value of ${name} again`}
            icon={<Undo2 aria-hidden className="size-3" />}
            onClick={onReset}
          >
            Use that
          </Button>
        </>
      ) : null}
      {read.is === 'value' && denied === null ? (
        <Button
          look="ghost"
          size="sm"
          className={tight}
          busy={keep.isPending}
          title={`Plans of this account then begin with this ${name}, of this blueprint and of others`}
          icon={<Bookmark aria-hidden className="size-3" />}
          onClick={() => keep.save({ name, value: read.value, secret })}
        >
          Keep for this account
        </Button>
      ) : null}
    </>
  );
}

/** In line with the texts around it. */
const tight = '-mx-1.5 px-1.5!';

interface KeepOptions {
  account: AccountView;
  versionId: string;
  onKept: () => void;
  onFailure: (failure: { title: string; error: unknown } | null) => void;
}

function useKeepForAccount({ account, versionId, onKept, onFailure }: KeepOptions) {
  const utils = trpc.useUtils();
  const set = trpc.variables.set.useMutation({
    onMutate: () => onFailure(null),
    onSuccess: async (_values, { values }) => {
      await utils.variables.resolve.invalidate({ locationId: account.id, blueprintVersionId: versionId });
      void utils.variables.list.invalidate();
      onKept();
      announce(`Kept ${values.map(({ name }) => name).join(', ')} for ${account.name}`);
    },
    onError: (error) => onFailure({ title: 'The value was not kept', error }),
  });
  return {
    isPending: set.isPending,
    save: (value: { name: string; value: string | number | boolean | string[]; secret: boolean }) =>
      set.mutate({ level: 'location', ownerId: account.id, values: [value] }),
  };
}
