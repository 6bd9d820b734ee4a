import type { BlueprintVersionSummaryView } from '@groundwork/shared/views';
import { useState } from 'react';
import { Badge } from '../../components/ui/badge.tsx';
import { Button } from '../../components/ui/button.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { RelativeTime } from '../../components/ui/time.tsx';
import { announce } from '../../lib/announce.tsx';
import type { EditorPort } from '../../lib/editor-port.ts';
import { plural } from '../../lib/format.ts';
import { trpc } from '../../trpc.ts';

interface EditorHistoryProps {
  editor: EditorPort;
  blueprintId: string;
}

/** The versions beside the text: each can be shown against it, to take in whole or by hunk. */
export function EditorHistory({ editor, blueprintId }: EditorHistoryProps) {
  const versions = trpc.blueprints.versions.useQuery({ blueprintId });
  const utils = trpc.useUtils();
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [looked, setLooked] = useState<{ version: number; source: string } | null>(null);
  if (versions.error)
    return (
      <FailureAlert
        title="The versions could not be loaded"
        error={versions.error}
        onRetry={() => void versions.refetch()}
      />
    );
  if (!versions.data) return <Skeleton className="h-32 w-full" />;

  const fetched = async ({ id, version }: BlueprintVersionSummaryView, then: (source: string) => void) => {
    setBusy(id);
    setFailure(null);
    setLooked(null);
    try {
      const { source } = await utils.blueprints.get.fetch({ versionId: id }, { staleTime: Infinity });
      setLooked({ version, source });
      if (source !== editor.source) then(source);
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(null);
    }
  };
  const isPending = editor.proposal ? 'Take or dismiss what is proposed first.' : null;
  return (
    <div className="space-y-3">
      <p className="text-sm text-muted">
        “Compare” shows what a version says otherwise than the text, to take whole or change by change. Nothing is saved
        until you do.
      </p>
      {failure ? <FailureAlert title="The version could not be loaded" error={failure} /> : null}
      <p role="status" className="text-sm font-medium empty:hidden">
        {looked ? whereItStands(looked, editor) : null}
      </p>
      <ol aria-label="Versions to take from, newest first" className="divide-y divide-line">
        {versions.data.map((version, index) => (
          <li key={version.id} className="space-y-1 py-2">
            <p className="flex flex-wrap items-center gap-x-2 text-sm font-medium">
              Version {version.version}
              {index === 0 ? <Badge>Newest</Badge> : null}
            </p>
            <p className="text-xs text-muted">
              <RelativeTime iso={version.createdAt} /> by {version.createdBy ?? 'a former member'},{' '}
              {plural(version.resourceCount, 'resource')}
            </p>
            <div className="flex flex-wrap gap-2">
              <Button
                size="sm"
                busy={busy === version.id}
                aria-label={`Compare the text with version ${version.version}`}
                onClick={() =>
                  void fetched(version, (source) =>
                    editor.propose({ source, title: `Version ${version.version}`, pending: false, takesFocus: true }),
                  )
                }
              >
                Compare
              </Button>
              <Button
                size="sm"
                look="ghost"
                disabledReason={isPending}
                aria-label={`Take its text: version ${version.version}`}
                onClick={() =>
                  void fetched(version, (source) => {
                    editor.replace(source);
                    announce(`The text is that of version ${version.version} now. Undo brings yours back.`);
                  })
                }
              >
                Take its text
              </Button>
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}

function whereItStands({ version, source }: { version: number; source: string }, editor: EditorPort): string | null {
  if (editor.proposal?.source === source) return `Version ${version} stands against the text in the editor.`;
  return source === editor.source ? `The text is that of version ${version}.` : null;
}
