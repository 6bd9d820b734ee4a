import { calendar } from './calendar.ts';
import { calendarGroup } from './calendar-group.ts';
import { customField } from './custom-field.ts';
import { customValue } from './custom-value.ts';
import { pipeline } from './pipeline.ts';
import { product } from './product.ts';
import { tag } from './tag.ts';
import { triggerLink } from './trigger-link.ts';
import { type Kind, type KindName, kindNames } from './types.ts';

/** Every kind by its name. A new kind is a file here, one in the GHL adapter, and a line in each registry. */
export const kinds: Readonly<Record<KindName, Kind>> = {
  tag,
  customField,
  customValue,
  calendarGroup,
  calendar,
  pipeline,
  product,
  triggerLink,
};

/** Kinds in the order GHL wants them applied; what they refer to comes first in any case. */
export const applyOrder: readonly KindName[] = [
  'tag',
  'customValue',
  'customField',
  'pipeline',
  'calendarGroup',
  'calendar',
  'triggerLink',
  'product',
];

export const isKindName = (text: string): text is KindName => kindNames.some((name) => name === text);
