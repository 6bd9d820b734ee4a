import type { BlueprintVersionView } from '@groundwork/shared/views';
import { type ReactNode, useRef, useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { Kbd } from '../../components/ui/kbd.tsx';
import { announce } from '../../lib/announce.tsx';
import type { EditorPort, ShownProposal } from '../../lib/editor-port.ts';
import { modKeyName, useHotkey } from '../../lib/hotkey.ts';
import { forgetSessionState, useSessionState } from '../../lib/session-state.ts';
import { trpc } from '../../trpc.ts';
import { CheckPanel } from './check-panel.tsx';
import type { EditorHandle } from './editor/editor-handle.ts';
import { LazyReviewEditor, LazySourceEditor } from './editor/lazy-editors.tsx';
import { FormatButton } from './format-button.tsx';
import { NameField } from './name-field.tsx';
import { UnsavedGuard } from './unsaved-guard.tsx';
import { useBlueprintCheck } from './use-blueprint-check.ts';
import { useFormat } from './use-format.ts';

interface BlueprintEditorProps {
  /** What the draft belongs to; give the component a `key` of it as well. */
  draftKey: string;
  initial: string;
  /** Has the name in a field of its own, before the text. */
  asksName?: boolean;
  saveLabel: string;
  deniedReason: string | null;
  onSaved: (version: BlueprintVersionView) => void;
  /** What stands beside the text on a wide screen, and below it on a narrow one. */
  beside?: (editor: EditorPort) => ReactNode;
  children?: ReactNode;
}

export function BlueprintEditor({
  draftKey,
  initial,
  asksName = false,
  saveLabel,
  deniedReason,
  onSaved,
  beside,
  children,
}: BlueprintEditorProps) {
  const [source, setSource] = useSessionState(draftKey, initial);
  const [proposal, setProposal] = useState<ShownProposal | null>(null);
  const [address, setAddress] = useState<string | null>(null);
  const [handle, setHandle] = useState<EditorHandle | null>(null);
  const { check, error, recheck, tooLarge, current } = useBlueprintCheck(source);
  const utils = trpc.useUtils();
  const saved = useRef<string | null>(null);
  const save = trpc.blueprints.save.useMutation({
    onSuccess: (version, input) => {
      saved.current = input.source;
      forgetSessionState(draftKey);
      void utils.blueprints.list.invalidate();
      void utils.blueprints.versions.invalidate({ blueprintId: version.blueprintId });
      utils.blueprints.get.setData({ blueprintId: version.blueprintId }, version);
      announce(`Saved ${version.name}, version ${version.version}`);
      onSaved(version);
    },
  });

  const replace = (text: string) => (handle ? handle.replace(text) : setSource(text));
  const fault =
    source.trim() === ''
      ? 'There is no text yet.'
      : tooLarge || (current && check && !check.valid)
        ? 'Correct the faults first.'
        : proposal
          ? 'Take or dismiss the proposal first.'
          : null;
  const obstacle = deniedReason ?? fault;
  const { format, isFormatting, failure, forget } = useFormat(source, replace);
  const submit = () => save.mutate({ source });
  useHotkey({ key: 's', mod: true }, obstacle || save.isPending ? () => undefined : submit);

  const port: EditorPort = {
    source,
    address,
    check,
    isChecked: current,
    proposal,
    propose: setProposal,
    replace,
    jumpTo: (at) => handle?.jumpTo(at),
  };
  const endReview = () => {
    setProposal(null);
    // Hidden until this has been drawn.
    requestAnimationFrame(() => handle?.focus());
  };

  const editor = (
    <div className="min-w-0 space-y-3">
      <UnsavedGuard isUnsaved={() => source !== initial && source !== saved.current} />
      {asksName ? <NameField source={source} onChange={setSource} /> : null}
      {proposal ? <LazyReviewEditor value={source} proposal={proposal} onTake={replace} onEnd={endReview} /> : null}
      <div hidden={proposal !== null}>
        <LazySourceEditor
          label="Blueprint text, YAML or JSON"
          value={source}
          onChange={(text) => {
            forget();
            setSource(text);
          }}
          check={current ? check : undefined}
          onAddress={setAddress}
          onFormat={() => (fault ? announce(fault) : format())}
          onReady={setHandle}
        />
      </div>
      {source.trim() === '' ? null : (
        <CheckPanel
          check={check}
          error={error}
          tooLarge={tooLarge}
          current={current}
          onJump={(at) => handle?.jumpTo(at)}
          onRetry={() => void recheck()}
        />
      )}
      {failure ? <FailureAlert title="The text was not formatted" error={failure} /> : null}
      {save.error ? <FailureAlert title="The blueprint was not saved" error={save.error} /> : null}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          look="solid"
          busy={save.isPending}
          disabledReason={obstacle}
          onClick={submit}
          aria-keyshortcuts="Control+S Meta+S"
        >
          {saveLabel}
          <Kbd>{modKeyName} S</Kbd>
        </Button>
        <FormatButton busy={isFormatting} disabledReason={fault} onFormat={format} />
        {children}
        {source === initial ? null : (
          <Button look="ghost" onClick={() => setSource(initial)}>
            Discard changes
          </Button>
        )}
      </div>
    </div>
  );
  if (!beside) return editor;
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(22rem,26rem)]">
      {editor}
      {/* As tall as the screen and no taller, so that the text stays in sight of all that is said beside it. */}
      <aside
        aria-label="Beside the text"
        className="min-w-0 lg:sticky lg:top-6 lg:-m-1 lg:max-h-[calc(100dvh-3rem)] lg:overflow-y-auto lg:p-1"
      >
        {beside(port)}
      </aside>
    </div>
  );
}
