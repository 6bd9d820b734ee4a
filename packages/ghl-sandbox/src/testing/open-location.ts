import { fixtures, type SandboxOptions } from '../index.ts';
import { caller, installApp, mint, openSandbox } from './open-sandbox.ts';

/** A sandbox with the app installed, and callers with the token of one location and of the agency. */
export async function openLocation(
  key: keyof typeof fixtures.locations = 'accounting',
  options: Partial<SandboxOptions> = {},
) {
  const sandbox = await openSandbox(options);
  const { access_token: company } = await installApp(sandbox);
  const locationId = fixtures.locations[key].id;
  const location = String((await mint(sandbox, company, locationId)).json['access_token']);
  return { sandbox, locationId, call: caller(sandbox, location), asCompany: caller(sandbox, company) };
}
