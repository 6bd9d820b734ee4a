import { z } from 'zod';
import { notFound } from '../gate/ghl-error.ts';
import { operation, type Operation } from '../gate/operation.ts';
import { getResource, listResources } from '../store/resources.ts';

const read = {
  method: 'GET',
  tokens: ['Location'],
  scope: 'opportunities.readonly',
  version: '2021-07-28',
  body: z.undefined(),
} as const;
const text = z.string().optional();

/** To be read only: enough to see where the cards of a deleted stage went. GHL writes `location_id` here. */
export const opportunityOperations: Operation[] = [
  operation({
    ...read,
    path: '/opportunities/search',
    query: z.strictObject({
      location_id: z.string(),
      q: z.string().default(''),
      pipeline_id: text,
      pipeline_stage_id: text,
      contact_id: text,
      status: z.enum(['open', 'won', 'lost', 'abandoned', 'all']).default('all'),
      assigned_to: text,
      campaignId: text,
      id: text,
      order: text,
      endDate: text,
      startAfter: text,
      startAfterId: text,
      date: text,
      country: text,
      page: z.coerce.number().default(1),
      limit: z.coerce.number().max(100, 'must not be greater than 100').default(20),
      getTasks: text,
      getNotes: text,
      getCalendarEvents: text,
    }),
    handle({ world, locationId, query }) {
      const { page, limit, status } = query;
      const wanted = { pipelineId: query.pipeline_id, pipelineStageId: query.pipeline_stage_id, id: query.id };
      const found = listResources(world, 'opportunity', locationId).filter(
        (card) =>
          Object.entries(wanted).every(([name, value]) => value === undefined || card[name] === value) &&
          (status === 'all' || card['status'] === status) &&
          String(card['name']).toLowerCase().includes(query.q.toLowerCase()),
      );
      const after = query.startAfterId
        ? found.findIndex(({ id }) => id === query.startAfterId) + 1
        : (page - 1) * limit;
      const opportunities = found.slice(after, after + limit);
      const last = opportunities.at(-1);
      return {
        opportunities,
        meta: {
          total: found.length,
          currentPage: page,
          ...(last ? { startAfterId: last.id, startAfter: Date.parse(String(last['createdAt'])) } : {}),
        },
        aggregations: {},
      };
    },
  }),
  operation({
    ...read,
    path: '/opportunities/:id',
    query: z.strictObject({}),
    handle({ world, locationId, params }) {
      const ref = { kind: 'opportunity', id: params['id'] ?? '', ownerId: locationId };
      const opportunity = getResource(world, ref);
      if (!opportunity) throw notFound('Opportunity not found');
      return { opportunity };
    },
  }),
];
