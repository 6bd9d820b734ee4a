import type { KindName } from '@groundwork/shared/kinds';
import { calendarGroup } from './resources/calendar-group.ts';
import { calendar } from './resources/calendar.ts';
import { customField } from './resources/custom-field.ts';
import { customValue } from './resources/custom-value.ts';
import { pipeline } from './resources/pipeline.ts';
import { product } from './resources/product.ts';
import { tag } from './resources/tag.ts';
import { triggerLink } from './resources/trigger-link.ts';
import type { WireKind } from './resources/wire-kind.ts';

/** The wire half of every kind. */
export const wireKinds: Readonly<Record<KindName, WireKind>> = {
  tag,
  customField,
  customValue,
  calendarGroup,
  calendar,
  pipeline,
  product,
  triggerLink,
};
