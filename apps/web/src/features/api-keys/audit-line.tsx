import type { AuditEntryView } from '@groundwork/shared/views';
import { Bot, UserRound } from 'lucide-react';
import { Badge } from '../../components/ui/badge.tsx';
import { CopyableId } from '../../components/ui/copyable-id.tsx';
import { RelativeTime } from '../../components/ui/time.tsx';
import { auditWords } from './audit-words.ts';

export function AuditLine({ entry }: { entry: AuditEntryView }) {
  const { what, subject, outcome } = auditWords(entry);
  const isCall = outcome !== null;
  const Icon = isCall ? Bot : UserRound;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-0.5 px-4 py-2 text-sm">
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <p className="flex min-w-0 flex-1 basis-48 flex-wrap items-center gap-x-2">
        {isCall ? <code className="font-mono text-xs">{what}</code> : what}
        {subject === null ? null : (
          <span dir="auto" className="font-medium">
            {subject}
          </span>
        )}
        {isCall ? <Badge tone={outcome === 'ok' ? 'ok' : 'warn'}>{outcome === 'ok' ? 'done' : outcome}</Badge> : null}
      </p>
      <p className="flex min-w-0 flex-wrap items-center gap-x-2 text-xs text-muted">
        <span dir="auto">
          {entry.memberName ?? 'A former member'}
          {isCall && entry.apiKey ? `, by the key ${entry.apiKey.name}` : ''}
        </span>
        {entry.requestId ? <CopyableId id={entry.requestId} label="request id" short /> : null}
        <RelativeTime iso={entry.at} />
      </p>
    </li>
  );
}
