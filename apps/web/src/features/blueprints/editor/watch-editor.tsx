import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Spinner } from '../../../components/ui/spinner.tsx';
import { plural } from '../../../lib/format.ts';
import { textChange } from './change-text.ts';
import { ReviewFrame } from './review-frame.tsx';
import { watching } from './reviewing.ts';

interface WatchEditorProps {
  title: string;
  source: string;
  onEnd: () => void;
}

/** A proposal that is still being written: its end stays in sight. */
export function WatchEditor({ title, source, onEnd }: WatchEditorProps) {
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  useEffect(() => {
    if (!parent.current) return;
    const editor = new EditorView({ parent: parent.current, extensions: watching() });
    view.current = editor;
    return () => {
      editor.destroy();
      view.current = null;
    };
  }, []);

  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    editor.dispatch(textChange(editor.state, source, false));
    editor.dispatch({ effects: EditorView.scrollIntoView(editor.state.doc.length) });
  }, [source]);

  return (
    <ReviewFrame
      title={title}
      state={`${plural(source.split('\n').length, 'line')} so far`}
      actions={
        <>
          <span className="flex items-center gap-2 text-sm text-muted">
            <Spinner /> Being written
          </span>
          <Button size="sm" onClick={onEnd}>
            Dismiss
          </Button>
        </>
      }
    >
      <div ref={parent} className="min-h-0 flex-1" />
    </ReviewFrame>
  );
}
