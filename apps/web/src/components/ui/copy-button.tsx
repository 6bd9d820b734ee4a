import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { announce } from '../../lib/announce.tsx';
import { copyText } from '../../lib/copy-text.ts';
import { Button } from './button.tsx';

interface CopyButtonProps {
  /** Made when it is asked for, where that takes a while. */
  text: string | (() => string);
  /** What is copied: "source", "link". */
  what: string;
  look?: 'solid' | 'outline' | 'ghost';
  size?: 'sm' | 'md';
  onCopied?: () => void;
}

/** Copies a longer text, and says whether it could. */
export function CopyButton({ text, what, look = 'outline', size = 'sm', onCopied }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null);
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(null), 2_500);
    return () => clearTimeout(timer);
  }, [outcome]);
  return (
    <Button
      look={look}
      size={size}
      icon={
        outcome === 'copied' ? (
          <Check aria-hidden className={`size-3.5 ${look === 'solid' ? '' : 'text-ok'}`} />
        ) : (
          <Copy aria-hidden className="size-3.5" />
        )
      }
      onClick={() => {
        void copyText(typeof text === 'string' ? text : text()).then((done) => {
          setOutcome(done ? 'copied' : 'refused');
          if (done) onCopied?.();
          announce(
            done ? `Copied the ${what}` : `The browser refused to copy. Select the ${what} and copy it by hand.`,
          );
        });
      }}
    >
      {outcome === 'copied' ? 'Copied' : outcome === 'refused' ? 'Select it and copy' : `Copy ${what}`}
    </Button>
  );
}
