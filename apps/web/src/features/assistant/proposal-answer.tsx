import type { AssistantContent, DraftPlanView } from '@groundwork/shared/views';
import { GitCompareArrows } from 'lucide-react';
import type { ReactNode } from 'react';
import { kindCounts } from '../../components/domain/kind-counts.ts';
import { Button } from '../../components/ui/button.tsx';
import { plural } from '../../lib/format.ts';
import { StaleNotice } from './stale-notice.tsx';
import type { Turn } from './turn.ts';
import type { PanelActions } from './panel-answer.tsx';

interface ProposalAnswerProps extends PanelActions {
  answer: Extract<AssistantContent, { kind: 'proposal' }>;
  turn: Turn;
}

/** What is proposed, in words; the text itself is a diff in the editor. */
export function ProposalAnswer({ answer, turn, editor, disabledReason, onAskAgain }: ProposalAnswerProps) {
  const { summary, notes, check, plan, source } = answer;
  const isThere = source === editor.source;
  const show = () => editor.propose({ source, title: turn.title, pending: false, takesFocus: true });
  return (
    <>
      <p dir="auto" className="text-sm">
        {summary}
      </p>
      {check.valid ? null : (
        <Points title={`${plural(check.issues.length, 'fault')} are left in it; correct them before you save`}>
          {check.issues.map(({ message, at }) => (at ? `Line ${at.line}: ${message}` : message))}
        </Points>
      )}
      {plan ? <DraftPlan plan={plan} /> : null}
      <Points title="To know">{notes}</Points>
      {isThere ? (
        <p className="text-sm text-muted">The text in the editor says all of it. Save it to keep it.</p>
      ) : editor.proposal?.source === source ? (
        <p className="flex flex-wrap items-center justify-between gap-2 text-sm text-muted">
          <span className="min-w-0 flex-1 basis-40">
            Shown in the editor: take all of it, some of it, or none. Nothing is saved until you save.
          </span>
          {/* Where the editor does not stand beside this. */}
          <Button size="sm" className="lg:hidden" onClick={show}>
            Go there
          </Button>
        </p>
      ) : (
        <>
          <StaleNotice
            isStale={turn.base !== editor.source}
            disabledReason={disabledReason}
            onAgain={() => onAskAgain(turn)}
          />
          <Button size="sm" icon={<GitCompareArrows aria-hidden className="size-3.5" />} onClick={show}>
            Show as a diff
          </Button>
        </>
      )}
    </>
  );
}

function DraftPlan({ plan: { creates, byKind, manual, problems } }: { plan: DraftPlanView }) {
  return (
    <>
      <p className="text-sm text-muted">
        With this the blueprint creates {creates} in an empty account{creates > 0 ? `: ${kindCounts(byKind)}` : ''}.
      </p>
      <Points title="It cannot be planned yet">{problems.map(({ message }) => message)}</Points>
      <Points title={`${plural(manual.length, 'step')} left to a person`}>{manual}</Points>
    </>
  );
}

function Points({ title, children }: { title: ReactNode; children: readonly string[] }) {
  if (children.length === 0) return null;
  return (
    <div className="text-sm">
      <p className="font-medium">{title}</p>
      <ul className="list-disc space-y-0.5 pl-5 text-muted">
        {children.map((point, index) => (
          <li key={index} dir="auto">
            {point}
          </li>
        ))}
      </ul>
    </div>
  );
}
