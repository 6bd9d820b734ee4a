import { fixtures } from '../fixtures/agencies.ts';
import type { Contents } from '../fixtures/contents.ts';
import { fixedId } from '../ids.ts';
import { calendarBody, defaultOpenHours } from '../kinds/calendar-shape.ts';
import { newCustomField } from '../kinds/custom-field-shape.ts';
import { newCustomValue } from '../kinds/custom-value.ts';
import { newLink } from '../kinds/link.ts';
import { slugOf } from '../kinds/slug-of.ts';
import type { Resource } from './resources.ts';
import { seededPipelines } from './seeded-pipelines.ts';
import { seededProducts } from './seeded-products.ts';

/** The contents of one location as GHL would answer with them, by kind. Ids come from the location's key and the names. */
export function seededResources(key: string, locationId: string, contents: Contents): Record<string, Resource[]> {
  const { tags = [], fields = [], values = {}, groups = [], calendars = [], links = [] } = contents;
  const groupId = (name: string) => fixedId(`calendarGroup:${key}:${name}`);
  return {
    tag: tags.map((name, index) => ({ id: fixedId(`tag:${key}:${index}`), name, locationId })),
    customField: fields.map((field) =>
      newCustomField({
        ...field,
        id: fixedId(`field:${key}:${field.name}`),
        locationId,
        model: field.model ?? 'contact',
      }),
    ),
    customValue: Object.entries(values).map(([name, value]) =>
      newCustomValue({ id: fixedId(`value:${key}:${name}`), locationId, name, value }),
    ),
    calendarGroup: groups.map(({ name, slug = slugOf(name), description = '' }) => ({
      id: groupId(name),
      locationId,
      name,
      description,
      slug,
      isActive: true,
    })),
    calendar: calendars.map(({ name, group, members = [], calendarType = 'event', openHours, ...rest }) =>
      calendarBody(
        { id: fixedId(`calendar:${key}:${name}`), locationId, name, calendarType, slug: slugOf(name) },
        {
          ...rest,
          groupId: group === undefined ? undefined : groupId(group),
          teamMembers: members.map((member) => ({ userId: fixtures.users[member].id })),
          openHours: openHours ?? defaultOpenHours,
        },
      ),
    ),
    link: links.map(([name, redirectTo]) =>
      newLink({ id: fixedId(`link:${key}:${name}`), locationId, name, redirectTo }),
    ),
    ...seededPipelines(key, locationId, contents.pipelines ?? []),
    ...seededProducts(key, locationId, contents.products ?? []),
  };
}
