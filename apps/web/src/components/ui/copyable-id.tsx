import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { announce } from '../../lib/announce.tsx';
import { copyText } from '../../lib/copy-text.ts';

interface CopyableIdProps {
  id: string;
  /** What it is: "job id", "GHL id". */
  label: string;
  /** Cut short for the eye; the whole id is copied and read out. */
  short?: boolean;
}

export function CopyableId({ id, label, short = false }: CopyableIdProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [copied]);
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      title={`Copy ${label} ${id}`}
      aria-label={`Copy ${label} ${id}`}
      onClick={() => {
        void copyText(id).then((done) => {
          setCopied(done);
          announce(done ? `Copied ${label}` : `Could not copy. The ${label} is ${id}`);
        });
      }}
      className="group inline-flex min-h-6 max-w-full items-center gap-1 rounded-sm align-middle font-mono text-xs text-muted hover:text-text"
    >
      <span className={`truncate ${short ? 'max-w-[9ch]' : ''}`}>{id}</span>
      <Icon aria-hidden className={`size-3 shrink-0 ${copied ? 'text-ok' : 'opacity-60 group-hover:opacity-100'}`} />
    </button>
  );
}
