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
const approved = z.array(id).nullish().catch(null);

/** Answer to a code exchange. */
export const grantAnswer = z.preprocess(
  eitherSpelling,
  z
    .object({
      accessToken: token,
      refreshToken: token,
      expiresIn: z.coerce.number().positive(),
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

/** Answer to a refresh. GHL repeats whose grant it is; what it leaves out stays as it was. */
export const refreshAnswer = z.preprocess(
  eitherSpelling,
  z.object({
    accessToken: token,
    refreshToken: token.optional(),
    expiresIn: z.coerce.number().positive(),
    scope: z
      .string()
      .optional()
      .transform((text) => text?.split(/\s+/).filter((scope) => scope !== '')),
    companyId: id.nullish(),
    locationId: id.nullish(),
  }),
);

/** Answer to `POST /oauth/locationToken`. It may carry a refresh token of its own: not read, so it cannot be kept. */
export const locationTokenAnswer = z.preprocess(
  eitherSpelling,
  z.object({ accessToken: token, expiresIn: z.coerce.number().positive(), scope: scopeList, locationId: id.nullish() }),
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
