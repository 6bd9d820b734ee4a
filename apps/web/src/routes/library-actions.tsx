import type { BlueprintVersionView, LibraryEntryView } from '@groundwork/shared/views';
import { Link, useNavigate } from '@tanstack/react-router';
import { buttonClass } from '../components/ui/button.tsx';
import { RemoveTemplateButton } from '../features/blueprints/remove-template-button.tsx';
import { StarterButton } from '../features/blueprints/starter-button.tsx';
import { useDenied } from '../features/session/use-me.ts';
import { trpc } from '../trpc.ts';

interface LibraryActionsProps {
  entry: LibraryEntryView;
  /** On the way to provisioning this account, which then goes on. */
  account?: string | undefined;
  /** On the entry's own page there is nothing more to look into. */
  withPreview?: boolean;
  onFailure: (error: unknown) => void;
  onRemoved?: () => void;
}

/**
 * From a library blueprint to one of one's own: look into it, take it as it is, or change it first. Who took it already is led there.
 * A template of the agency is there to be changed: it was a blueprint of its own already.
 */
export function LibraryActions({ entry, account, withPreview = true, onFailure, onRemoved }: LibraryActionsProps) {
  const navigate = useNavigate();
  const denied = useDenied('blueprint.write');
  const goOn = ({ blueprintId }: BlueprintVersionView) =>
    void (account
      ? navigate({ to: '/provision', search: { account, blueprint: blueprintId, step: 'variables' } })
      : navigate({ to: '/blueprints/$blueprintId', params: { blueprintId } }));
  const own = trpc.blueprints.list.useQuery().data?.find(({ name }) => name === entry.name);
  const search = account ? { account } : {};
  const size = withPreview ? 'sm' : 'md';
  const taking = own ? (
    <Link
      {...(account
        ? { to: '/provision', search: { account, blueprint: own.id, step: 'variables' } }
        : { to: '/blueprints/$blueprintId', params: { blueprintId: own.id } })}
      aria-label={`Use yours: ${own.name}, version ${own.latestVersion}`}
      className={buttonClass('solid', size)}
    >
      Use yours (v{own.latestVersion})
    </Link>
  ) : (
    <StarterButton entry={entry} size={size} deniedReason={denied} onFailure={onFailure} onSaved={goOn} />
  );
  return (
    <>
      {withPreview ? (
        <Link
          to="/blueprints/library/$slug"
          params={{ slug: entry.slug }}
          search={search}
          aria-label={`Look inside: ${entry.name}`}
          className={buttonClass('outline', size)}
        >
          Look inside
        </Link>
      ) : null}
      <Link
        to="/blueprints/new"
        search={{ from: entry.slug, ...search }}
        aria-label={`${entry.templateId === null ? 'Change it first' : 'Start from it'}: ${entry.name}`}
        className={buttonClass(entry.templateId === null ? 'outline' : 'solid', size)}
      >
        {entry.templateId === null ? 'Change it first' : 'Start from it'}
      </Link>
      {entry.templateId === null ? null : (
        <RemoveTemplateButton
          template={{ id: entry.templateId, name: entry.name }}
          size={size}
          deniedReason={denied}
          {...(onRemoved ? { onRemoved } : {})}
        />
      )}
      {entry.templateId === null ? taking : null}
    </>
  );
}
