import { z } from 'zod';
import { faultSchema } from '../faults.ts';
import { knobChangesSchema } from '../knobs.ts';
import { revoke, uninstall } from '../oauth/installs.ts';
import { allResources } from '../store/resources.ts';
import { reset } from '../store/seed.ts';
import type { World } from '../world.ts';
import { clientEdit, clientEditSchema } from './client-edit.ts';
import { createLocation, newLocationSchema } from './create-location.ts';
import { describeState, listWebhooks } from './describe-state.ts';
import { edit, editSchema, remove, removeSchema } from './edit.ts';
import { locationChangeSchema, setLocation } from './set-location.ts';

const nothing = z.strictObject({});
const whose = { companyId: z.string(), locationId: z.string().optional() };

const control = <Input extends z.ZodType, Output>(
  route: `${'GET' | 'POST' | 'DELETE'} /${string}`,
  input: Input,
  run: (world: World, input: z.output<Input>) => Output,
) => ({ route, input, run });

/** Everything that can be done to a running sandbox, by HTTP under `/_sandbox` and by `sandbox.control` alike. */
export const controls = {
  state: control('GET /state', nothing, (world) => describeState(world)),
  stats: control('GET /stats', nothing, (world) => world.traffic.stats()),
  clearStats: control('DELETE /stats', nothing, (world) => world.traffic.clear()),
  setKnobs: control('POST /knobs', knobChangesSchema, (world, changes) => {
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    return { ...Object.assign(world.knobs, given) };
  }),
  setApp: control(
    'POST /app',
    z.strictObject({
      redirectUris: z.array(z.url()).optional(),
      webhookUrl: z.url().optional(),
      eventUrls: z.record(z.string(), z.url()).optional(),
    }),
    (world, { redirectUris, webhookUrl, eventUrls }) => {
      if (redirectUris) world.app.redirectUris = redirectUris;
      if (webhookUrl) world.app.webhookUrl = webhookUrl;
      if (eventUrls) world.app.eventUrls = eventUrls;
      world.courier.wake();
    },
  ),
  addFault: control('POST /faults', faultSchema, (world, fault) => void world.faults.push(fault)),
  clearFaults: control('DELETE /faults', nothing, (world) => void world.faults.splice(0)),
  listResources: control('GET /resources', z.strictObject({ kind: z.string(), ownerId: z.string() }), (world, input) =>
    allResources(world, input.kind, input.ownerId),
  ),
  /** As somebody at the client does it in GHL's pages: creates or changes something behind the app's back, with its webhook. */
  edit: control('POST /resources', editSchema, (world, input) => edit(world, input)),
  remove: control('DELETE /resources', removeSchema, (world, input) => remove(world, input)),
  /** The same by names, for people at a terminal. */
  clientEdit: control('POST /client-edits', clientEditSchema, (world, input) => clientEdit(world, input)),
  /** A sub-account that appears behind the app's back, with its webhooks; installed at once where the installer chose so. */
  createLocation: control('POST /locations', newLocationSchema, (world, input) => createLocation(world, input)),
  /** Pauses, deletes or moves a sub-account behind the app's back, without a webhook; or makes a paused one active again. */
  setLocation: control('POST /locations/state', locationChangeSchema, (world, change) => setLocation(world, change)),
  revoke: control(
    'POST /revoke',
    z.strictObject({ ...whose, keepAccessTokens: z.boolean().optional() }),
    (world, input) => revoke(world, input),
  ),
  expireAccessTokens: control(
    'POST /expire-access-tokens',
    z.strictObject({ companyId: z.string().optional() }),
    (world, { companyId = null }) =>
      world.store.run(
        `UPDATE access_token SET expires_at_ms = 0
         WHERE ? IS NULL OR grant_id IN (SELECT id FROM oauth_grant WHERE company_id = ?)`,
        companyId,
        companyId,
      ),
  ),
  uninstall: control('POST /uninstall', z.strictObject(whose), (world, { companyId, locationId }) => {
    world.courier.post(uninstall(world, companyId, locationId));
    setImmediate(() => world.courier.wake());
  }),
  webhooks: control('GET /webhooks', nothing, (world) => listWebhooks(world)),
  /** A signed webhook of any content; `timestamp` and `webhookId` are filled in unless given. */
  sendWebhook: control('POST /webhooks', z.record(z.string(), z.unknown()), (world, event) => {
    world.courier.post(event);
    setImmediate(() => world.courier.wake());
  }),
  resendWebhook: control('POST /webhooks/resend', z.strictObject({ webhookId: z.string() }), (world, { webhookId }) =>
    world.courier.resend(webhookId),
  ),
  reset: control('POST /reset', nothing, (world) => {
    world.faults.splice(0);
    world.traffic.clear();
    reset(world);
  }),
};

type Controls = typeof controls;
type InputOf<Name extends keyof Controls> = z.input<Controls[Name]['input']>;

/** The same calls in this process and over HTTP. */
export type SandboxControl = {
  [Name in keyof Controls]: (
    ...input: Record<string, never> extends InputOf<Name> ? [input?: InputOf<Name>] : [input: InputOf<Name>]
  ) => Promise<ReturnType<Controls[Name]['run']>>;
};
