import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';

/** Brings the text into Groundwork's own layout. What it says and its comments stay. */
export function useFormat(onFormatted: (source: string) => void) {
  const { mutate, isPending, error, reset } = trpc.blueprints.format.useMutation({
    onSuccess: (formatted, { source }) => {
      announce(formatted.source === source ? 'It was formatted already' : 'Formatted');
      if (formatted.source !== source) onFormatted(formatted.source);
    },
  });
  return { format: (source: string) => mutate({ source }), isFormatting: isPending, failure: error, forget: reset };
}
