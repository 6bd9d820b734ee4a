import { z } from 'zod';
import { badRequest, forbidden } from '../gate/ghl-error.ts';
import { operation } from '../gate/operation.ts';
import { refusePaused } from '../gate/refuse-paused.ts';
import { getResource } from '../store/resources.ts';
import { appIdOf } from '../world.ts';
import { createGrant, issuePair } from './grants.ts';
import { isInstalled } from './installs.ts';

/** GHL docs: a Company token gets a token of any location of its company where the app is installed. */
export const locationToken = operation({
  method: 'POST',
  path: '/oauth/locationToken',
  tokens: ['Company'],
  scope: 'oauth.write',
  version: '2021-07-28',
  query: z.strictObject({}),
  body: z.strictObject({ companyId: z.string(), locationId: z.string() }),
  handle({ world, caller, body }) {
    if (body.companyId !== caller.companyId) throw forbidden('The token does not have access to this company.');
    if (!getResource(world, { kind: 'location', id: body.locationId, ownerId: caller.companyId }))
      throw badRequest('Location not found');
    // What GHL answers here is not published.
    if (!isInstalled(world, caller.companyId, body.locationId))
      throw badRequest('The app is not installed on this location');
    refusePaused(world, body.locationId);
    const grant = createGrant(world, {
      user_type: 'Location',
      company_id: caller.companyId,
      location_id: body.locationId,
      user_id: caller.userId,
      scope: caller.scope,
      is_bulk: 0,
      approved_locations: '[]',
      approve_all: 0,
      future_locations: 0,
    });
    const { isBulkInstallation: _, ...pair } = issuePair(world, grant);
    return { ...pair, planId: '', appId: appIdOf(world.app), versionId: appIdOf(world.app) };
  },
});
