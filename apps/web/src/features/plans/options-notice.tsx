import { Alert } from '../../components/ui/alert.tsx';
import { Button } from '../../components/ui/button.tsx';
import { plural } from '../../lib/format.ts';
import type { PlanOptions } from './offered-options.ts';

/** The plan to come is asked for more than its values: what was chosen on the plan before it. */
export function OptionsNotice({ options, onDrop }: { options: PlanOptions; onDrop: () => void }) {
  const words = [
    options.overwrite.length > 0 ? `overwrites ${plural(options.overwrite.length, 'client edit')}` : null,
    options.only ? `is about ${plural(options.only.length, 'address', 'addresses')} only` : null,
  ].filter((word) => word !== null);
  if (words.length === 0) return null;
  return (
    <Alert
      tone="info"
      title={`The plan ${words.join(' and ')}, as chosen before`}
      actions={
        <Button size="sm" onClick={onDrop}>
          Forget that
        </Button>
      }
    >
      Secrets are shown nowhere, so their values have to be given again.
    </Alert>
  );
}
