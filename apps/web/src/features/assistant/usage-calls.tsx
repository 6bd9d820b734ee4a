import type { AssistantCallState, AssistantCallView } from '@groundwork/shared/views';
import { Badge } from '../../components/ui/badge.tsx';
import { CardTitle } from '../../components/ui/card.tsx';
import { RelativeTime } from '../../components/ui/time.tsx';
import type { Tone } from '../../components/ui/tone.ts';
import { formatDuration } from '../../lib/format.ts';
import { taskNames } from './task-names.ts';
import { costText, tokenText, usedTokens } from './token-text.ts';
import { UsageTable } from './usage-table.tsx';

/** The newest calls one by one: whose, what for, who answered, how it ended and what it took. */
export const UsageCalls = ({ calls }: { calls: readonly AssistantCallView[] }) => (
  <section className="space-y-2">
    <CardTitle>Newest calls</CardTitle>
    <UsageTable
      label="Newest calls"
      columns={[
        { name: 'When' },
        { name: 'Outcome' },
        { name: 'Task' },
        { name: 'Answered by' },
        { name: 'Member' },
        { name: 'Tokens', isNumber: true },
        { name: 'Cost', isNumber: true },
        { name: 'Took', isNumber: true },
      ]}
      rows={calls.map((call) => ({ key: call.id, cells: cellsOf(call) }))}
    />
  </section>
);

const cellsOf = (call: AssistantCallView) => [
  <RelativeTime key="at" iso={call.at} />,
  <span key="outcome" data-state={call.state} className="inline-flex items-baseline gap-x-2">
    <Badge tone={states[call.state].tone}>{states[call.state].word}</Badge>
    {call.errorCode ? <code className="font-mono text-2xs text-muted">{call.errorCode}</code> : null}
  </span>,
  `${taskNames[call.task]}${call.attempt > 1 ? `, attempt ${call.attempt}` : ''}`,
  answeredBy(call),
  call.memberName ?? 'A former member',
  `${call.estimated ? '≈ ' : ''}${tokenText(usedTokens(call))}`,
  usedTokens(call) === 0 ? '–' : costText(call.costMicros),
  call.seconds === null ? '–' : formatDuration(call.seconds * 1_000),
];

function answeredBy({ source, model }: AssistantCallView): string {
  switch (source) {
    case 'model':
      return model ?? 'Language model';
    case 'cache':
      return 'Cache';
    case 'offline':
      return 'Composer';
  }
}

const states: Record<AssistantCallState, { word: string; tone: Tone }> = {
  RUNNING: { word: 'Running', tone: 'info' },
  DONE: { word: 'Answered', tone: 'ok' },
  FAILED: { word: 'Failed', tone: 'bad' },
  CANCELLED: { word: 'Cancelled', tone: 'neutral' },
};
