import type { SourceLocation } from '@groundwork/shared';
import { type KeyboardEvent, type RefObject, useRef, useState } from 'react';

interface SourceEditorProps {
  value: string;
  onChange: (value: string) => void;
  /** Lines with a fault, to mark. */
  faultyLines: ReadonlySet<number>;
  label: string;
  textarea: RefObject<HTMLTextAreaElement | null>;
}

const lineHeightPx = 20;
const paddingPx = 12;

/**
 * A plain textarea, so that every keyboard, screen reader and phone knows it, with line numbers beside it.
 * Tab moves on as anywhere else; Enter keeps the indentation.
 */
export function SourceEditor({ value, onChange, faultyLines, label, textarea }: SourceEditorProps) {
  const [scrollTop, setScrollTop] = useState(0);
  const gutter = useRef<HTMLDivElement>(null);
  const lineCount = value.split('\n').length;
  return (
    <div className="flex h-[30rem] max-h-[70dvh] overflow-hidden rounded-lg border border-edge bg-surface font-mono text-sm leading-5 focus-within:outline-2 focus-within:outline-accent">
      <div
        aria-hidden
        ref={gutter}
        className="relative w-12 shrink-0 overflow-hidden border-r border-line bg-sunken text-right text-muted select-none"
      >
        <div style={{ transform: `translateY(${paddingPx - scrollTop}px)` }}>
          {Array.from({ length: lineCount }, (_, index) => (
            <div
              key={index}
              className={`h-5 pr-2.5 ${faultyLines.has(index + 1) ? 'bg-bad-soft font-bold text-bad' : ''}`}
            >
              {index + 1}
            </div>
          ))}
        </div>
      </div>
      <textarea
        ref={textarea}
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
        onKeyDown={keepIndentation}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        className="min-w-0 flex-1 resize-none overflow-auto bg-transparent p-3 whitespace-pre outline-none max-sm:text-base max-sm:leading-5"
      />
    </div>
  );
}

/** Selects the place, and brings its line into the middle. */
export function jumpTo(textarea: HTMLTextAreaElement | null, at: SourceLocation): void {
  if (!textarea) return;
  const lines = textarea.value.split('\n');
  const before = lines.slice(0, at.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
  const line = lines[at.line - 1] ?? '';
  const start = before + Math.min(at.column - 1, line.length);
  const word = /^[\w$.-]+/.exec(line.slice(at.column - 1))?.[0].length ?? 0;
  textarea.focus();
  textarea.setSelectionRange(start, start + word);
  textarea.scrollTop = Math.max(0, (at.line - 1) * lineHeightPx - textarea.clientHeight / 2);
}

/** Writes another text in a way that the browser's undo still knows. False: this browser cannot. */
export function replaceText(textarea: HTMLTextAreaElement | null, text: string): boolean {
  if (!textarea) return false;
  textarea.focus();
  textarea.select();
  const isDone = document.execCommand('insertText', false, text);
  textarea.setSelectionRange(0, 0);
  textarea.scrollTop = 0;
  return isDone;
}

function keepIndentation(event: KeyboardEvent<HTMLTextAreaElement>) {
  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.shiftKey || event.nativeEvent.isComposing)
    return;
  const { value, selectionStart } = event.currentTarget;
  const line = value.slice(value.lastIndexOf('\n', selectionStart - 1) + 1, selectionStart);
  const indentation = /^ */.exec(line)?.[0] ?? '';
  if (indentation === '') return;
  event.preventDefault();
  // Deprecated, and the only way to insert text that the browser's undo still knows.
  document.execCommand('insertText', false, `\n${indentation}`);
}
