import type { EffectiveValueView, StoredValueView } from '../../index.ts';
import type { Colors } from '../terminal.ts';
import { table } from './table.ts';
import { time } from './words.ts';

/** A text stands in quotes, so that `"5"` is not taken for a number. */
export const showValue = ({ value, secret }: Pick<EffectiveValueView, 'value' | 'secret'>, { dim }: Colors): string =>
  value === null ? dim('-') : secret ? dim('(secret)') : JSON.stringify(value);

export const showValues = (values: readonly StoredValueView[], colors: Colors, columns: number): string =>
  table(
    ['NAME', 'VALUE', 'CHANGED', 'BY'],
    values.map((one) => [one.name, showValue(one, colors), time(one.updatedAt), one.updatedBy ?? '-']),
    { columns },
  );

export const showEffectiveValues = (values: readonly EffectiveValueView[], colors: Colors, columns: number): string =>
  table(
    ['NAME', 'TYPE', 'VALUE', 'FROM'],
    values.map((one) => [
      one.name,
      one.type,
      showValue(one, colors),
      one.origin === null ? colors.red('nobody: a plan needs it') : placeWords[one.origin],
    ]),
    { columns },
  );

const placeWords: Record<NonNullable<EffectiveValueView['origin']>, string> = {
  default: 'the blueprint itself',
  agency: 'the agency',
  blueprint: 'the blueprint’s values',
  group: 'the group',
  location: 'the account',
  plan: 'the plan',
};
