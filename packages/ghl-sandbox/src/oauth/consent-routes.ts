import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { allUsers } from '../fixtures/agencies.ts';
import { newId } from '../ids.ts';
import { allResources } from '../store/resources.ts';
import type { World } from '../world.ts';
import { consentPage, refusalPage } from './consent-page.ts';
import { createGrant, type NewGrant } from './grants.ts';
import { install } from './installs.ts';

const authorizeSchema = z.object({
  response_type: z.literal('code'),
  client_id: z.string(),
  redirect_uri: z.string(),
  scope: z.string().min(1),
  state: z.string().optional(),
});

export type AuthorizeRequest = z.infer<typeof authorizeSchema>;

const list = z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]);

const decisionSchema = authorizeSchema.extend({
  decision: z.enum(['allow', 'deny']),
  as: z.string().default(''),
  locations: list,
  futureLocations: z.string().optional(),
});

/** GET shows the consent page, POST to the same path is its form: fields as in the README. */
export function registerConsent(app: FastifyInstance, world: World): void {
  app.get('/v2/oauth/chooselocation', (request, reply) => {
    const authorize = accept(world, authorizeSchema.safeParse(request.query));
    return 'refused' in authorize
      ? html(reply, 400, refusalPage(authorize.refused))
      : html(reply, 200, consentPage(world, authorize.accepted));
  });

  app.post('/v2/oauth/chooselocation', async (request, reply) => {
    const form = accept(world, decisionSchema.safeParse(request.body));
    if ('refused' in form) return html(reply, 400, refusalPage(form.refused));
    const { redirect_uri: redirectUri, state, decision } = form.accepted;
    const back = new URL(redirectUri);
    if (state !== undefined && !world.knobs.dropState) back.searchParams.set('state', state);
    if (decision === 'deny') back.searchParams.set('error', 'access_denied');
    else {
      const grant = grantFor(world, form.accepted);
      if (!grant) return html(reply, 400, refusalPage('Nobody of that name lives in this sandbox.'));
      back.searchParams.set('code', await allow(world, grant, redirectUri));
    }
    return reply.redirect(back.href, 302);
  });
}

/** Unknown clients and redirect addresses are refused on the page: GHL never redirects to an address it does not know. */
function accept<Input extends AuthorizeRequest>(
  world: World,
  parsed: z.ZodSafeParseResult<Input>,
): { accepted: Input } | { refused: string } {
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    return { refused: `The authorize link is not complete. ${faults.join('; ')}` };
  }
  if (parsed.data.client_id !== world.app.clientId) return { refused: 'No app has this client_id.' };
  if (!world.app.redirectUris.includes(parsed.data.redirect_uri))
    return { refused: `This redirect_uri is not registered for the app: ${parsed.data.redirect_uri}` };
  return { accepted: parsed.data };
}

function grantFor(world: World, form: z.infer<typeof decisionSchema>): NewGrant | undefined {
  const user = allUsers.find(({ id, type, role }) => id === form.as && (type === 'agency' || role === 'admin'));
  if (!user) return undefined;
  const scope = form.scope
    .split(/\s+/)
    .filter((name) => name && !world.knobs.withheldScopes.includes(name))
    .join(' ');
  const shared = { company_id: user.companyId, user_id: user.id, scope };
  const ownLocation = user.locationIds[0];
  if (user.type === 'account' && ownLocation)
    return {
      ...shared,
      user_type: 'Location',
      location_id: ownLocation,
      is_bulk: 0,
      approved_locations: '[]',
      approve_all: 0,
      future_locations: 0,
    };
  const all = allResources(world, 'location', user.companyId).map(({ id }) => id);
  const approved = all.filter((id) => form.locations.includes(id));
  return {
    ...shared,
    user_type: 'Company',
    location_id: null,
    is_bulk: 1,
    approved_locations: JSON.stringify(approved),
    approve_all: approved.length === all.length ? 1 : 0,
    future_locations: form.futureLocations === undefined ? 0 : 1,
  };
}

async function allow(world: World, newGrant: NewGrant, redirectUri: string): Promise<string> {
  const { store, knobs, courier } = world;
  const code = newId(40);
  const deliveryIds = store.transaction(() => {
    const grant = createGrant(world, newGrant);
    store.run(
      'INSERT INTO code (code, grant_id, redirect_uri, expires_at_ms) VALUES (?, ?, ?, ?)',
      code,
      grant.id,
      redirectUri,
      Date.now() + knobs.codeSeconds * 1000,
    );
    const locationIds = grant.location_id ? [grant.location_id] : (JSON.parse(grant.approved_locations) as string[]);
    const heldByCode = knobs.installWebhooks === 'after' ? code : undefined;
    return install(world, grant, locationIds).flatMap((event) => courier.post(event, heldByCode));
  });
  if (knobs.installWebhooks === 'before') await courier.attempt(deliveryIds);
  else courier.wake();
  return code;
}

function html(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply
    .code(status)
    .headers({
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy':
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
      'Referrer-Policy': 'no-referrer',
    })
    .send(page);
}
