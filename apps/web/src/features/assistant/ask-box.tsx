import { ArrowUp } from 'lucide-react';
import { type SyntheticEvent, useEffect, useId, useRef, useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { inputClass } from '../../components/ui/field.tsx';
import { Kbd } from '../../components/ui/kbd.tsx';
import { modKeyName } from '../../lib/hotkey.ts';
import { exampleGoals } from './example-goals.ts';
import { ModeChoice, type AskMode } from './mode-choice.tsx';

interface AskBoxProps {
  /** There is no text in the editor yet. */
  isEmpty: boolean;
  /** Nothing was asked in this visit. */
  isFirst: boolean;
  disabledReason: string | null;
  takesFocus: boolean;
  onAsk: (mode: AskMode, words: string) => void;
}

const maxCharacters = 8_000;

/** One box for both: what must change, or what somebody wants to know. */
export function AskBox({ isEmpty, isFirst, disabledReason, takesFocus, onAsk }: AskBoxProps) {
  const id = useId();
  const [mode, setMode] = useState<AskMode>('write');
  const [words, setWords] = useState('');
  const box = useRef<HTMLTextAreaElement>(null);
  const isWriting = mode === 'write';
  useEffect(() => {
    if (!takesFocus) return;
    // After the shell, which brings the keyboard to the top of a new page.
    const timer = setTimeout(() => box.current?.focus());
    return () => clearTimeout(timer);
  }, [takesFocus]);
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    if (disabledReason !== null) return;
    if (words.trim() === '') return box.current?.focus();
    onAsk(mode, words.trim());
    setWords('');
  };
  return (
    <form onSubmit={send} className="space-y-2">
      <ModeChoice mode={mode} onChange={setMode} />
      <label htmlFor={id} className="block text-sm font-medium">
        {isWriting ? (isEmpty ? 'What must these accounts hold?' : 'What must change?') : 'What do you want to know?'}
      </label>
      <textarea
        ref={box}
        id={id}
        dir="auto"
        rows={3}
        maxLength={maxCharacters}
        value={words}
        placeholder={
          isWriting
            ? isEmpty
              ? 'In your own words: the trade, what they sell, how they work'
              : 'Add a tag for no-shows'
            : 'What is a custom value for?'
        }
        aria-describedby={`${id}-promise`}
        onChange={({ target }) => setWords(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) send(event);
        }}
        className={`${inputClass} field-sizing-content max-h-72 min-h-18 resize-y`}
      />
      {isWriting && isEmpty && isFirst && words === '' ? (
        <div role="group" aria-label="Examples" className="flex flex-wrap gap-1.5">
          {exampleGoals.map(({ name, goal }) => (
            <button
              key={name}
              type="button"
              onClick={() => {
                setWords(goal);
                box.current?.focus();
              }}
              className="min-h-6 rounded-full border border-line bg-surface px-2.5 text-xs text-muted hover:bg-sunken hover:text-text"
            >
              {name}
            </button>
          ))}
        </div>
      ) : null}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p id={`${id}-promise`} className="min-w-0 flex-1 basis-40 text-xs text-muted">
          {isWriting
            ? 'It only proposes: nothing is saved until you save, and no account changes until you apply a plan.'
            : 'It answers in words. The text stays as it is.'}
        </p>
        <Button
          type="submit"
          look="solid"
          size="sm"
          aria-keyshortcuts="Control+Enter Meta+Enter"
          disabledReason={disabledReason}
          icon={<ArrowUp aria-hidden className="size-3.5" />}
        >
          {isWriting ? 'Propose' : 'Ask'}
          <Kbd>{modKeyName} ↵</Kbd>
        </Button>
      </div>
    </form>
  );
}
