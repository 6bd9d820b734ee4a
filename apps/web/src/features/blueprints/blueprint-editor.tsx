import type { BlueprintVersionView } from '@groundwork/shared/views';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { Kbd } from '../../components/ui/kbd.tsx';
import { announce } from '../../lib/announce.tsx';
import { modKeyName, useHotkey } from '../../lib/hotkey.ts';
import { forgetSessionState, useSessionState } from '../../lib/session-state.ts';
import { trpc } from '../../trpc.ts';
import { CheckPanel } from './check-panel.tsx';
import { FormatButton } from './format-button.tsx';
import { NameField } from './name-field.tsx';
import { jumpTo, replaceText, SourceEditor } from './source-editor.tsx';
import { useBlueprintCheck } from './use-blueprint-check.ts';

interface BlueprintEditorProps {
  /** What the draft belongs to; give the component a `key` of it as well. */
  draftKey: string;
  initial: string;
  /** Has the name in a field of its own, before the text. */
  asksName?: boolean;
  saveLabel: string;
  deniedReason: string | null;
  onSaved: (version: BlueprintVersionView) => void;
  children?: ReactNode;
}

export function BlueprintEditor({
  draftKey,
  initial,
  asksName = false,
  saveLabel,
  deniedReason,
  onSaved,
  children,
}: BlueprintEditorProps) {
  const [source, setSource] = useSessionState(draftKey, initial);
  const textarea = useRef<HTMLTextAreaElement>(null);
  const { check, error, recheck, tooLarge, current } = useBlueprintCheck(source);
  const utils = trpc.useUtils();
  const save = trpc.blueprints.save.useMutation({
    onSuccess: (version) => {
      forgetSessionState(draftKey);
      void utils.blueprints.list.invalidate();
      void utils.blueprints.versions.invalidate({ blueprintId: version.blueprintId });
      utils.blueprints.get.setData({ blueprintId: version.blueprintId }, version);
      announce(`Saved ${version.name}, version ${version.version}`);
      onSaved(version);
    },
  });

  const faultyLines = useMemo(
    () => new Set(check && !check.valid ? check.issues.flatMap((issue) => issue.at?.line ?? []) : []),
    [check],
  );
  const obstacle =
    deniedReason ??
    (source.trim() === ''
      ? 'There is no text yet.'
      : tooLarge || (current && check && !check.valid)
        ? 'Correct the faults first.'
        : null);
  const [formatFailure, setFormatFailure] = useState<unknown>(null);
  const submit = () => save.mutate({ source });
  useHotkey({ key: 's', mod: true }, obstacle || save.isPending ? () => undefined : submit);

  return (
    <div className="space-y-3">
      {asksName ? <NameField source={source} onChange={setSource} /> : null}
      <SourceEditor
        label="Blueprint text, YAML or JSON"
        value={source}
        onChange={setSource}
        faultyLines={faultyLines}
        textarea={textarea}
      />
      {source.trim() === '' ? null : (
        <CheckPanel
          check={check}
          error={error}
          tooLarge={tooLarge}
          current={current}
          onJump={(at) => jumpTo(textarea.current, at)}
          onRetry={() => void recheck()}
        />
      )}
      {formatFailure ? <FailureAlert title="The text was not formatted" error={formatFailure} /> : null}
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
        <FormatButton
          source={source}
          disabledReason={deniedReason === obstacle ? null : obstacle}
          onFormatted={(formatted) => {
            if (!replaceText(textarea.current, formatted)) setSource(formatted);
          }}
          onFailure={setFormatFailure}
        />
        {children}
        {source === initial ? null : (
          <Button look="ghost" onClick={() => setSource(initial)}>
            Discard changes
          </Button>
        )}
      </div>
    </div>
  );
}
