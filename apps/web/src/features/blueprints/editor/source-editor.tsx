import { setDiagnostics } from '@codemirror/lint';
import { EditorView } from '@codemirror/view';
import type { BlueprintCheckView } from '@groundwork/shared/views';
import { useEffect, useId, useLayoutEffect, useRef } from 'react';
import { modKeyName } from '../../../lib/hotkey.ts';
import { trpc } from '../../../trpc.ts';
import { assistance } from './assistance.ts';
import { evenLines, textChange } from './change-text.ts';
import { diagnosticsOf, wordAt } from './diagnostics.ts';
import { editorHeight, type EditorHandle } from './editor-handle.ts';
import { outlineOfState } from './editor-outline.ts';
import { editorLook } from './look.ts';
import { addressAt } from './place-at.ts';
import type { SchemaNode } from './schema-at.ts';
import { writing } from './writing.ts';

export interface SourceEditorProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Of this very text, to mark in it; undefined while there is none. */
  check: BlueprintCheckView | undefined;
  onAddress: (address: string | null) => void;
  onFormat: () => void;
  /** Null once it is gone. */
  onReady: (handle: EditorHandle | null) => void;
}

/** The address is for what stands beside: it need not follow every key. */
const pauseMs = 150;

/** The text of a blueprint, written with the schema at hand. */
export function SourceEditor(props: SourceEditorProps) {
  const { label, value, check } = props;
  const schema = trpc.config.schema.useQuery(undefined, { staleTime: Infinity }).data;
  const hintId = useId();
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef({ ...props, schema });
  useEffect(() => {
    latest.current = { ...props, schema };
  });

  useEffect(() => {
    if (!parent.current) return;
    let address: string | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tellAddress = () => {
      const now = addressAt(outlineOfState(editor.state).outline, editor.state.selection.main.head);
      if (now !== address) latest.current.onAddress((address = now));
    };
    const editor = new EditorView({
      parent: parent.current,
      doc: latest.current.value,
      extensions: [
        editorLook(),
        writing({
          label,
          describedBy: hintId,
          keys: [{ key: 'Shift-Alt-f', run: () => (latest.current.onFormat(), true), preventDefault: true }],
        }),
        assistance(() => (latest.current.schema as SchemaNode | undefined) ?? null),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) latest.current.onChange(update.state.doc.toString());
          if (!update.docChanged && !update.selectionSet) return;
          clearTimeout(timer);
          timer = setTimeout(tellAddress, pauseMs);
        }),
      ],
    });
    view.current = editor;
    latest.current.onReady({
      jumpTo(at) {
        const { from, to } = wordAt(editor.state.doc, at);
        editor.dispatch({
          selection: { anchor: from, head: to },
          effects: EditorView.scrollIntoView(from, { y: 'center' }),
        });
        editor.focus();
      },
      replace: (source) => editor.dispatch(textChange(editor.state, source, true)),
      focus: () => editor.focus(),
    });
    return () => {
      clearTimeout(timer);
      editor.destroy();
      view.current = null;
      latest.current.onReady(null);
    };
  }, [label, hintId]);

  // Before anything else can be typed, or what was just typed would count as a difference.
  useLayoutEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === evenLines(value)) return;
    editor.dispatch(textChange(editor.state, value, false));
  }, [value]);

  useEffect(() => {
    const editor = view.current;
    if (editor && check) editor.dispatch(setDiagnostics(editor.state, diagnosticsOf(editor.state.doc, check)));
  }, [check]);

  return (
    <div>
      <div
        ref={parent}
        className={`${editorHeight} ${value === '' ? 'max-lg:h-32' : ''} overflow-hidden rounded-lg border border-edge bg-surface focus-within:outline-2 focus-within:outline-accent`}
      />
      <p id={hintId} className="mt-1 text-xs text-muted max-sm:sr-only">
        Tab moves on to the next control, {modKeyName} ] indents. Ctrl Space completes, {modKeyName} F searches, F8 goes
        to the next fault.
      </p>
    </div>
  );
}
