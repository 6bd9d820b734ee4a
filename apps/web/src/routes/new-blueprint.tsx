import { getRouteApi, Link } from '@tanstack/react-router';
import { buttonClass } from '../components/ui/button.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { Skeleton } from '../components/ui/skeleton.tsx';
import { blankBlueprint } from '../features/blueprints/blank-blueprint.ts';
import { BlueprintEditor } from '../features/blueprints/blueprint-editor.tsx';
import { useDenied } from '../features/session/use-me.ts';
import { trpc } from '../trpc.ts';
import { CaptureBlueprint } from './capture-blueprint.tsx';
import { EditorSide } from './editor-side.tsx';

const route = getRouteApi('/shell/blueprints/new');

export function NewBlueprintPage() {
  const { capture } = route.useSearch();
  return capture === undefined ? <WrittenBlueprint /> : <CaptureBlueprint key={capture} locationId={capture} />;
}

function WrittenBlueprint() {
  const { from, account, describe } = route.useSearch();
  const navigate = route.useNavigate();
  const denied = useDenied('blueprint.write');
  const { data, error, refetch } = trpc.blueprints.library.useQuery(undefined, {
    enabled: from !== undefined,
    staleTime: Infinity,
  });
  const starter = data?.find(({ slug }) => slug === from);
  const begunFrom = from ?? (describe ? 'nothing' : 'blank');
  const initial =
    describe && from === undefined
      ? ''
      : from === undefined
        ? blankBlueprint
        : data
          ? (starter?.source ?? blankBlueprint)
          : null;
  return (
    <>
      <PageHeader
        title="New blueprint"
        above={
          <Link to="/blueprints" className="hover:underline">
            Blueprints
          </Link>
        }
      >
        {starter
          ? `Starting from ${starter.name}. Give it a name of your own, or it becomes the next version of the one that has it.`
          : describe
            ? 'Say what the accounts must hold. What is proposed stands in the editor, for you to take or leave.'
            : 'YAML or JSON. Checked as you type.'}
      </PageHeader>
      {error ? (
        <FailureAlert title="The library could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : null}
      {initial === null && !error ? <Skeleton className="h-96 w-full" /> : null}
      {initial === null ? null : (
        <BlueprintEditor
          key={begunFrom}
          draftKey={`blueprint:new:${begunFrom}`}
          initial={initial}
          asksName={typeof starter?.templateId === 'string'}
          saveLabel={account ? 'Save and go on' : 'Save blueprint'}
          deniedReason={denied}
          beside={(editor) => <EditorSide editor={editor} isDescribing={describe} />}
          onSaved={({ blueprintId }) =>
            void (account
              ? navigate({ to: '/provision', search: { account, blueprint: blueprintId, step: 'variables' } })
              : navigate({ to: '/blueprints/$blueprintId', params: { blueprintId } }))
          }
        >
          <Link
            {...(account ? { to: '/provision', search: { account, step: 'blueprint' } } : { to: '/blueprints' })}
            className={buttonClass('ghost')}
          >
            Cancel
          </Link>
        </BlueprintEditor>
      )}
    </>
  );
}
