import { z } from 'zod';
import { forbidden } from '../gate/ghl-error.ts';
import { operation } from '../gate/operation.ts';
import { allResources } from '../store/resources.ts';
import { appIdOf, type World } from '../world.ts';
import { grantForFuture, installedAtMs } from './installs.ts';

const booleanText = z.enum(['true', 'false']);

/** Without `isInstalled=true` locations without the app come too; `count` is all of the company's, whatever the filter. */
export const installedLocations = operation({
  method: 'GET',
  path: '/oauth/installedLocations',
  tokens: ['Company'],
  scope: 'oauth.readonly',
  version: '2021-07-28',
  query: z.strictObject({
    companyId: z.string(),
    appId: z.string(),
    isInstalled: booleanText.optional(),
    skip: z.string().default('0'),
    limit: z.string().default('20'),
    query: z.string().optional(),
    locationId: z.string().optional(),
    versionId: z.string().optional(),
    onTrial: booleanText.optional(),
    planId: z.string().optional(),
  }),
  body: z.undefined(),
  handle({ world, caller, query }) {
    if (query.companyId !== caller.companyId) throw forbidden('The token does not have access to this company.');
    const all = allResources(world, 'location', caller.companyId).map(({ id, name, address }) => {
      const atMs = installedAtMs(world, caller.companyId, id);
      const installed = atMs === undefined ? { isInstalled: false } : installedFields(world, atMs);
      return { _id: id, name: String(name), address: String(address), ...installed };
    });
    const found = all.filter(
      (location) =>
        (query.isInstalled === undefined || String(location.isInstalled) === query.isInstalled) &&
        (query.locationId === undefined || location._id === query.locationId) &&
        location.name.toLowerCase().includes((query.query ?? '').toLowerCase()),
    );
    const skip = Number(query.skip);
    return {
      locations: found.slice(skip, skip + Number(query.limit)),
      count: all.length,
      installToFutureLocations: grantForFuture(world, caller.companyId) !== undefined,
    };
  },
});

const installedFields = (world: World, atMs: number) => ({
  isInstalled: true,
  versionId: appIdOf(world.app),
  installedAt: new Date(atMs).toISOString(),
});
