import type { Json } from '@groundwork/shared';
import { readableValue } from '../../components/domain/readable-value.ts';
import { showJson } from './show-json.ts';

/** Text as it is written, as `showJson` has it; anything else in words. */
export const showValue = (path: string, value: Json): string =>
  typeof value === 'string' || value === null ? showJson(value) : [readableValue(path, value)].flat().join('; ');
