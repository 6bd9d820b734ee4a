import { type AssistantSuggestion, type SuggestionReason, suggestionReasons } from '@groundwork/shared/views';
import { GitCompareArrows } from 'lucide-react';
import { AddressText } from '../../components/domain/address-text.tsx';
import { Badge } from '../../components/ui/badge.tsx';
import { Button } from '../../components/ui/button.tsx';
import type { Tone } from '../../components/ui/tone.ts';
import type { EditorPort } from '../../lib/editor-port.ts';
import { addressPlace } from './address-place.ts';
import { StaleNotice } from './stale-notice.tsx';
import type { Turn } from './turn.ts';
import type { PanelActions } from './panel-answer.tsx';

interface SuggestionListProps extends PanelActions {
  suggestions: readonly AssistantSuggestion[];
  turn: Turn;
}

/** What could be better, the risky first. Each is a diff of its own. */
export function SuggestionList({ suggestions, turn, editor, disabledReason, onAskAgain }: SuggestionListProps) {
  if (suggestions.length === 0)
    return <p className="text-sm">Nothing stands out. The blueprint can be saved as it is.</p>;
  const sorted = suggestionReasons.flatMap((reason) => suggestions.filter((one) => one.reason === reason));
  return (
    <>
      <StaleNotice
        isStale={!editor.proposal && turn.base !== editor.source && suggestions.some(({ source }) => source !== null)}
        disabledReason={disabledReason}
        onAgain={() => onAskAgain(turn)}
      />
      <ul aria-label="Suggestions" className="divide-y divide-line rounded-lg border border-line">
        {sorted.map((suggestion, index) => (
          <li key={index} data-reason={suggestion.reason} className="space-y-1.5 px-3 py-2.5">
            <Suggestion suggestion={suggestion} editor={editor} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Suggestion({ suggestion, editor }: { suggestion: AssistantSuggestion; editor: EditorPort }) {
  const { title, why, reason, addresses, source } = suggestion;
  return (
    <>
      <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
        <Badge tone={reasons[reason].tone}>{reasons[reason].word}</Badge>
        <span dir="auto">{title}</span>
      </p>
      <p dir="auto" className="text-sm text-muted">
        {why}
      </p>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {[...new Set(addresses)].map((address) => (
          <Address key={address} address={address} editor={editor} />
        ))}
        {source === null ? (
          <span className="text-xs text-muted">How is yours to decide</span>
        ) : source === editor.source ? (
          <span className="text-xs text-muted">The text says it already</span>
        ) : source === editor.proposal?.source ? (
          <span className="text-xs text-muted">Shown in the editor</span>
        ) : (
          <Button
            size="sm"
            className="ml-auto"
            aria-label={`Show as a diff: ${title}`}
            icon={<GitCompareArrows aria-hidden className="size-3.5" />}
            onClick={() => editor.propose({ source, title, pending: false, takesFocus: true })}
          >
            Show as a diff
          </Button>
        )}
      </div>
    </>
  );
}

/** Leads to its place in the text, where it has one. */
function Address({ address, editor }: { address: string; editor: EditorPort }) {
  const place = addressPlace(editor.source, address);
  const text = (
    <code className="font-mono text-xs">
      <AddressText address={address} />
    </code>
  );
  return place ? (
    <button
      type="button"
      onClick={() => editor.jumpTo(place)}
      className="min-h-6 rounded-sm text-left text-accent hover:underline"
    >
      {text}
    </button>
  ) : (
    text
  );
}

const reasons: Record<SuggestionReason, { word: string; tone: Tone }> = {
  risk: { word: 'Risk', tone: 'bad' },
  duplicate: { word: 'Duplicate', tone: 'warn' },
  convention: { word: 'Convention', tone: 'info' },
  missing: { word: 'Missing', tone: 'plum' },
};
