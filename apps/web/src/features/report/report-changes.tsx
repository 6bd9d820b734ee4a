import type { Json } from '@groundwork/shared';
import { type AttributeChange, secretText } from '@groundwork/shared/plan';
import { pathLabel } from '../../components/domain/property-label.ts';
import { valueText } from '../../components/domain/readable-value.ts';

/** In words and without colours, for paper. `before` is left out where there was nothing. */
export const ReportChanges = ({ changes, keeps = false }: { changes: readonly AttributeChange[]; keeps?: boolean }) =>
  changes.length === 0 ? null : (
    <ul className="mt-0.5 text-xs text-muted">
      {changes.map(({ path, before, after }) => (
        <li key={path}>
          {pathLabel(path)}:{' '}
          {keeps ? (
            <>
              <Value path={path} value={before} /> stays; planned was <Value path={path} value={after} />
            </>
          ) : before === null ? (
            <Value path={path} value={after} />
          ) : after === null ? (
            <>
              was <Value path={path} value={before} />
            </>
          ) : (
            <>
              <Value path={path} value={before} /> → <Value path={path} value={after} />
            </>
          )}
        </li>
      ))}
    </ul>
  );

const Value = ({ path, value }: { path: string; value: Json }) => (
  <span dir="auto" className="text-text">
    {value === secretText ? 'a secret' : valueText(path, value)}
  </span>
);
