import type { Json } from '@groundwork/shared';
import { secretText } from '@groundwork/shared/plan';
import type { DriftFindingView, DriftWhat } from '@groundwork/shared/views';
import { Link } from '@tanstack/react-router';
import { kindLabel } from '../../components/domain/kind-label.ts';
import { pathLabel } from '../../components/domain/property-label.ts';
import { valueText } from '../../components/domain/readable-value.ts';
import { SecretMark } from '../../components/domain/secret-mark.tsx';
import { Badge } from '../../components/ui/badge.tsx';

/** Each leads to its cause, where it can be fixed, accepted or ignored in all accounts at once. */
export const DriftFindings = ({ findings }: { findings: readonly DriftFindingView[] }) => (
  <ul aria-label="Differences" className="divide-y divide-line">
    {findings.map((finding) => (
      <li key={finding.causeKey} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-2.5">
        <Badge tone={finding.what === 'edited' ? 'warn' : 'bad'}>{whatWords[finding.what]}</Badge>
        <div className="min-w-0 flex-1 basis-56">
          <p>
            <span className="text-sm text-muted">{kindLabel(finding.kind)}</span>{' '}
            <Link
              to="/drift/$causeKey"
              params={{ causeKey: finding.causeKey }}
              dir="auto"
              className="font-medium underline"
            >
              {finding.title}
            </Link>
            {finding.path === null ? null : (
              <span className="text-sm text-muted"> · {pathLabel(finding.path).toLowerCase()}</span>
            )}
          </p>
          {finding.path === null ? null : (
            <p className="text-sm text-muted">
              applied <Value path={finding.path} value={finding.expected} />, now{' '}
              <Value path={finding.path} value={finding.live} />
            </p>
          )}
        </div>
        <span className="text-xs text-muted">{finding.blueprint.name}</span>
      </li>
    ))}
  </ul>
);

const whatWords: Record<DriftWhat, string> = { missing: 'Missing', edited: 'Edited', recreated: 'Made again' };

const Value = ({ path, value }: { path: string; value: Json }) =>
  value === secretText ? (
    <SecretMark />
  ) : (
    <span dir="auto" className="text-text">
      {valueText(path, value)}
    </span>
  );
