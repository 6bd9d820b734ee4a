import type { StoredValueView } from '@groundwork/shared/views';
import { valueText } from '../../components/domain/readable-value.ts';
import { SecretMark } from '../../components/domain/secret-mark.tsx';
import { Card } from '../../components/ui/card.tsx';

/** The values of one level, for who may not change them. */
export const StoredValues = ({ values, reason }: { values: readonly StoredValueView[]; reason: string }) => (
  <div className="space-y-2">
    <Card className="overflow-hidden">
      <dl className="divide-y divide-line">
        {values.map(({ name, value, secret }) => (
          <div key={name} className="grid gap-x-4 px-4 py-2 text-sm sm:grid-cols-[minmax(9rem,15rem)_minmax(0,1fr)]">
            <dt className="font-mono break-all">{name}</dt>
            <dd dir="auto" className="min-w-0 break-words">
              {secret ? <SecretMark /> : valueText(name, value)}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
    <p className="text-sm text-muted">{reason}</p>
  </div>
);
