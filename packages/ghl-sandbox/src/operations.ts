import type { Operation } from './gate/operation.ts';
import { calendarGroupOperations } from './kinds/calendar-group.ts';
import { calendarOperations } from './kinds/calendar.ts';
import { companyOperations } from './kinds/company.ts';
import { customFieldOperations } from './kinds/custom-field.ts';
import { customValueOperations } from './kinds/custom-value.ts';
import { linkOperations } from './kinds/link.ts';
import { locationOperations } from './kinds/location.ts';
import { opportunityOperations } from './kinds/opportunity.ts';
import { pipelineOperations } from './kinds/pipeline.ts';
import { priceOperations } from './kinds/price.ts';
import { productOperations } from './kinds/product.ts';
import { tagOperations } from './kinds/tag.ts';
import { userOperations } from './kinds/user.ts';
import { installedLocations } from './oauth/installed-locations.ts';
import { locationToken } from './oauth/location-token.ts';

/** The API behind the gate. A new kind is one more list here. */
export const operations: Operation[] = [
  locationToken,
  installedLocations,
  ...companyOperations,
  ...locationOperations,
  ...userOperations,
  ...tagOperations,
  ...customFieldOperations,
  ...customValueOperations,
  ...pipelineOperations,
  ...opportunityOperations,
  ...calendarGroupOperations,
  ...calendarOperations,
  ...linkOperations,
  ...productOperations,
  ...priceOperations,
];
