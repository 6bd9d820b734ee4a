import { Card } from '../../components/ui/card.tsx';
import { CopyButton } from '../../components/ui/copy-button.tsx';
import { plural } from '../../lib/format.ts';

/** A version's text with line numbers. It never changes, so nothing here can be edited. */
export function SourceView({ source, format }: { source: string; format: 'yaml' | 'json' }) {
  const lines = source.replace(/\n$/, '').split('\n');
  return (
    <Card className="overflow-hidden">
      <div className="flex items-center justify-between gap-3 border-b border-line bg-sunken/60 py-1 pr-1.5 pl-3.5 text-xs text-muted">
        <span>
          {format.toUpperCase()}, {plural(lines.length, 'line')}
        </span>
        <CopyButton text={source} what="source" look="ghost" />
      </div>
      <div
        role="region"
        aria-label="Blueprint text"
        // Scrolls sideways, so the keyboard has to reach it.
        tabIndex={0}
        className="overflow-x-auto py-3 font-mono text-sm leading-5 focus-visible:-outline-offset-2"
      >
        {lines.map((line, index) => (
          <div key={index} className="flex min-w-max">
            <span aria-hidden className="sticky left-0 w-11 shrink-0 bg-surface pr-3 text-right text-muted select-none">
              {index + 1}
            </span>
            <span className="pr-4 whitespace-pre">{line || ' '}</span>
          </div>
        ))}
      </div>
    </Card>
  );
}
