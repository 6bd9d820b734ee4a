import { useId } from 'react';
import { Alert } from '../../components/ui/alert.tsx';
import { CopyButton } from '../../components/ui/copy-button.tsx';
import { inputClass } from '../../components/ui/field.tsx';
import { formatAbsolute } from '../../lib/format.ts';

export interface OneTimeLink {
  url: string;
  expiresAt: string;
  /** What is special about the person; null for somebody new. */
  note: string | null;
}

/** A link that is nowhere else: the server keeps only its hash. */
export function LinkOnce({
  url,
  expiresAt,
  note,
  name,
  onCopied,
}: OneTimeLink & { name: string; onCopied: () => void }) {
  const id = useId();
  return (
    <div className="space-y-3">
      {note ? <p className="text-sm">{note}</p> : null}
      <div>
        <label htmlFor={id} className="mb-1 block text-sm font-medium">
          Link for {name}
        </label>
        <div className="flex flex-wrap gap-2">
          <input
            id={id}
            // What was pressed to make it is gone, and the focus with it.
            autoFocus
            readOnly
            value={url}
            onFocus={(event) => event.target.select()}
            onCopy={onCopied}
            className={`${inputClass} min-w-0 flex-1 basis-64 font-mono text-xs`}
          />
          <CopyButton text={url} what="link" look="solid" size="md" onCopied={onCopied} />
        </div>
      </div>
      <Alert tone="warn" title="It is shown only now">
        Send it to this person alone: whoever uses it first is signed in as them. It works once, until{' '}
        {formatAbsolute(expiresAt)}. If it is lost, make another; that one replaces it.
      </Alert>
    </div>
  );
}
