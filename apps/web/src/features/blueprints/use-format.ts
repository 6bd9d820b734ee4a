import { useEffect, useRef } from 'react';
import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';

/** Brings the text into Groundwork's own layout. What it says and its comments stay, and so does what is typed meanwhile. */
export function useFormat(source: string, onFormatted: (source: string) => void) {
  const latest = useRef(source);
  useEffect(() => {
    latest.current = source;
  });
  const { mutate, isPending, error, reset } = trpc.blueprints.format.useMutation({
    onSuccess: (formatted, asked) => {
      if (latest.current !== asked.source) return announce('The text was changed meanwhile. Format it again.');
      announce(formatted.source === asked.source ? 'It was formatted already' : 'Formatted');
      if (formatted.source !== asked.source) onFormatted(formatted.source);
    },
  });
  return { format: () => mutate({ source }), isFormatting: isPending, failure: error, forget: reset };
}
