import { z } from 'zod';
import { userTypes } from '@groundwork/shared/bridge';

/**
 * GHL mixes snake and camel case in one answer, and its June v3 spec renamed all of it once (facts: token endpoint):
 * both spellings of every field are read.
 */
const eitherSpelling = (raw: unknown): unknown => {
  if (raw === null || typeof raw !== 'object' || Array.isArray(raw)) return raw;
  return Object.fromEntries(Object.entries(raw).map(([name, value]) => [camelCase(name), value]));
};

const camelCase = (name: string): string => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const token = z.string().min(1).max(20_000);
const id = z.string().min(1).max(64);
const scopeList = z
  .string()
  .default('')
  .transform((text) => text.split(/\s+/).filter((scope) => scope !== ''));

/** What GHL leaves out, or says in a way we do not know, is no answer (absent is not false), and never costs a grant. */
const choice = z.boolean().nullish().catch(null);
const words = z.string().nullish().catch(null);
const optionalId = id.nullish().catch(null);
const approved = z.array(id).nullish().catch(null);

/** A pair that came is kept whatever came with it. Of an unknown life we assume an hour: too short costs one refresh more. */
const lifeSeconds = z.coerce
  .number()
  .positive()
  .catch(3_600)
  // GHL's day is the longest there is; a slip of units must not become a date that nothing can store.
  .transform((seconds) => Math.min(seconds, 31_536_000));

/** Answer to a code exchange. */
export const grantAnswer = z.preprocess(
  eitherSpelling,
  z
    .object({
      accessToken: token,
      refreshToken: token,
      expiresIn: lifeSeconds,
      scope: scopeList,
      userType: z.enum(userTypes),
      companyId: id,
      locationId: id.nullish(),
      userId: id.nullish(),
      approvedLocations: approved,
      approveAllLocations: choice,
      installToFutureLocations: choice,
    })
    .refine((answer) => answer.userType === 'Company' || Boolean(answer.locationId), {
      path: ['locationId'],
      message: 'is missing from a Location grant',
    }),
);

/**
 * Answer to a refresh. GHL repeats whose grant it is; what it leaves out, or says in a way we do not know, stays as it was:
 * the token that was presented is spent, and its pair is in this answer alone.
 */
export const refreshAnswer = z.preprocess(
  eitherSpelling,
  z.object({
    accessToken: token,
    refreshToken: token.nullish(),
    expiresIn: lifeSeconds,
    scope: z
      .string()
      .optional()
      .catch(undefined)
      .transform((text) => text?.split(/\s+/).filter((scope) => scope !== '')),
    companyId: optionalId,
    locationId: optionalId,
  }),
);

/** Answer to `POST /oauth/locationToken`. It may carry a refresh token of its own: not read, so it cannot be kept. */
export const locationTokenAnswer = z.preprocess(
  eitherSpelling,
  z.object({ accessToken: token, expiresIn: lifeSeconds, scope: scopeList, locationId: id.nullish() }),
);

/** `count` is the total under the company, not of the list: it is not read. */
export const installedLocationsAnswer = z.object({
  locations: z.array(
    z.object({
      _id: id,
      name: z.string().nullish(),
      address: z.string().nullish(),
      isInstalled: z.boolean().optional(),
    }),
  ),
  installToFutureLocations: choice,
});

/** Answer to `GET /locations/{locationId}`. GHL's spec promises none of it (locations.json). */
export const locationAnswer = z.object({
  location: z.object({ id: id.nullish(), companyId: id.nullish(), name: words, address: words }),
});

export type LocationAnswer = z.output<typeof locationAnswer>;
export type GrantAnswer = z.output<typeof grantAnswer>;
export type RefreshAnswer = z.output<typeof refreshAnswer>;
export type LocationTokenAnswer = z.output<typeof locationTokenAnswer>;
