import type { GhlLocation } from '@groundwork/integrations/ghl';
import { AppError } from '@groundwork/shared';
import { isTooLarge } from '@groundwork/shared/blueprint';
import { captureBlueprint, type ProfileValue } from '@groundwork/shared/capture';
import { kindNames } from '@groundwork/shared/kinds';
import type { CaptureView } from '@groundwork/shared/views';
import { requireAccount } from '../accounts/require-account.ts';
import { secretAttributes } from '../accounts/secret-attributes.ts';
import { authorise, type Context } from '../context.ts';
import { readAccount, readFailed } from '../plans/read-account.ts';

/** Reads an account to the last page and writes it down as a blueprint. Changes nothing, and saves nothing: a person looks first. */
export async function captureAccount(ctx: Context, input: { locationId: string }): Promise<CaptureView> {
  authorise(ctx, 'plan.create');
  const location = await requireAccount(ctx, input.locationId);
  const account = { companyId: ctx.actor.companyId, locationId: location.id };
  const [{ live }, profile, secrets] = await Promise.all([
    readAccount(ctx.ghl, account, { kinds: kindNames, users: false }),
    ctx.ghl.location(account),
    secretAttributes(ctx, location.id),
  ]).catch((error: unknown) => {
    throw readFailed(error, 'nothing was captured');
  });
  const captured = captureBlueprint({
    name: `Captured from ${location.name}`.slice(0, 120),
    live,
    profile: profileValues(profile),
    secrets,
  });
  if (isTooLarge(captured.source))
    throw new AppError(
      'BLUEPRINT_TOO_LARGE',
      `${location.name} holds more than one blueprint can (1 MiB). Remove in GHL what is not needed, or write the blueprint by hand.`,
    );
  return { ...captured, account: { id: location.id, name: location.name } };
}

/** In the order in which a form asks for them. */
const profileValues = ({ name, phone, email, website, address, city }: GhlLocation): ProfileValue[] => [
  { variable: 'business_name', description: 'The name of the business', value: name },
  { variable: 'business_phone', description: 'The phone number of the business', value: phone },
  { variable: 'business_email', description: 'The e-mail address of the business', value: email },
  { variable: 'business_website', description: 'The website of the business', value: website },
  { variable: 'business_address', description: 'The street address of the business', value: address },
  { variable: 'business_city', description: 'The city of the business', value: city },
];
