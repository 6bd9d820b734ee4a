/** A version's text with line numbers. It never changes, so nothing here can be edited. */
export const SourceView = ({ source }: { source: string }) => (
  <div
    role="region"
    aria-label="Blueprint text"
    // Scrolls sideways, so the keyboard has to reach it.
    tabIndex={0}
    className="overflow-x-auto rounded-lg border border-line bg-surface py-3 font-mono text-sm leading-5"
  >
    {source
      .replace(/\n$/, '')
      .split('\n')
      .map((line, index) => (
        <div key={index} className="flex min-w-max">
          <span aria-hidden className="sticky left-0 w-11 shrink-0 bg-surface pr-3 text-right text-muted select-none">
            {index + 1}
          </span>
          <span className="pr-4 whitespace-pre">{line || ' '}</span>
        </div>
      ))}
  </div>
);
