import { EditorView } from '@codemirror/view';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { announce } from '../../../lib/announce.tsx';
import type { ShownProposal } from '../../../lib/editor-port.ts';
import { plural } from '../../../lib/format.ts';
import { ReviewFrame } from './review-frame.tsx';
import { changeCount, goTo, goToFirst, reviewing, setOriginal, takeButtons } from './reviewing.ts';
import { WatchEditor } from './watch-editor.tsx';

export interface ReviewEditorProps {
  /** The present text, with what was taken so far. */
  value: string;
  proposal: ShownProposal;
  onTake: (value: string) => void;
  onEnd: () => void;
}

/** A proposal in the place of the text, until a person has decided about each of its changes. */
export const ReviewEditor = ({ proposal, ...rest }: ReviewEditorProps) =>
  proposal.pending ? (
    <WatchEditor title={proposal.title} source={proposal.source} onEnd={rest.onEnd} />
  ) : (
    <Decisions key={proposal.source} proposal={proposal} {...rest} />
  );

function Decisions({ proposal, value, onTake, onEnd }: ReviewEditorProps) {
  const { source, title } = proposal;
  const [open, setOpen] = useState(() => changeCount(value, source));
  const [isTaken, setTaken] = useState(false);
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef({ value, onTake, onEnd });
  useEffect(() => {
    latest.current = { value, onTake, onEnd };
  });

  useEffect(() => {
    if (!parent.current) return;
    const editor = new EditorView({
      parent: parent.current,
      doc: source,
      extensions: reviewing({
        original: latest.current.value,
        onChange(review) {
          setOpen(review.open);
          if (review.taken !== null) {
            setTaken(true);
            latest.current.onTake(review.taken);
          }
          announce(review.open === 0 ? 'That was the last change' : `${plural(review.open, 'change')} left`);
          if (review.open === 0) latest.current.onEnd();
          else takeButtons(editor)[0]?.focus();
        },
      }),
    });
    view.current = editor;
    const changes = changeCount(latest.current.value, source);
    announce(changes === 0 ? 'The proposal changes nothing' : `A proposal with ${plural(changes, 'change')}`);
    if (changes === 0) latest.current.onEnd();
    return () => {
      editor.destroy();
      view.current = null;
    };
  }, [source]);

  useEffect(() => {
    if (view.current) setOriginal(view.current, value);
  }, [value]);

  useEffect(() => {
    if (view.current && proposal.takesFocus) goToFirst(view.current);
  }, [proposal]);

  const move = (direction: 'next' | 'previous') => view.current && goTo(view.current, direction);
  const takeAll = () => {
    // With what was left already left out.
    onTake(view.current?.state.doc.toString() ?? source);
    announce('Taken');
    onEnd();
  };
  return (
    <ReviewFrame
      title={title}
      state={plural(open, 'change')}
      actions={
        <>
          <Button
            size="sm"
            look="ghost"
            aria-label="Previous change"
            aria-keyshortcuts="Shift+F7"
            onClick={() => move('previous')}
          >
            <ChevronUp aria-hidden className="size-4" />
          </Button>
          <Button size="sm" look="ghost" aria-label="Next change" aria-keyshortcuts="F7" onClick={() => move('next')}>
            <ChevronDown aria-hidden className="size-4" />
          </Button>
          <Button size="sm" look="solid" onClick={takeAll}>
            Take all
          </Button>
          <Button size="sm" onClick={onEnd}>
            {isTaken ? 'Done' : 'Dismiss'}
          </Button>
        </>
      }
    >
      <div ref={parent} className="min-h-0 flex-1" />
    </ReviewFrame>
  );
}
