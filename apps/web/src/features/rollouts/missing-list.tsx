import { Link } from '@tanstack/react-router';
import { Alert } from '../../components/ui/alert.tsx';
import { buttonClass } from '../../components/ui/button.tsx';
import { plural } from '../../lib/format.ts';
import type { MissingValue } from './missing-values.ts';

/** Which required variables nobody has given yet, and where to. */
export function MissingList({ missing, accounts }: { missing: readonly MissingValue[]; accounts: number }) {
  const secrets = missing.filter((value) => value.accounts === null);
  const bare = missing.filter((value) => value.accounts !== null);
  if (missing.length === 0)
    return (
      <Alert tone="ok" title="Every value that is needed is given">
        From the blueprint’s defaults, your variables, or the fields below.
      </Alert>
    );
  return (
    <Alert
      tone={bare.length > 0 ? 'warn' : 'info'}
      title={bare.length > 0 ? `${plural(bare.length, 'variable')} without a value` : 'Secrets are not shown here'}
      actions={
        <Link to="/variables" className={buttonClass('outline', 'sm')}>
          Give values
        </Link>
      }
    >
      {bare.length > 0 ? (
        <>
          <ul className="list-disc pl-4">
            {bare.map((value) => (
              <li key={value.name}>
                <code className="font-mono text-text">{value.name}</code>:{' '}
                {value.accounts === accounts ? 'in no account' : `missing in ${value.accounts} of ${accounts} accounts`}
              </li>
            ))}
          </ul>
          <p className="mt-1">
            Accounts without it cannot be planned. Give values for all accounts, for groups or one by one under
            Variables, or for this rollout alone below.
          </p>
        </>
      ) : null}
      {secrets.length > 0 ? (
        <p className="mt-1">
          Whether {secrets.map(({ name }) => name).join(', ')} {secrets.length === 1 ? 'has' : 'have'} a value is found
          out by planning.
        </p>
      ) : null}
    </Alert>
  );
}
