import { z } from 'zod';
import type { Operation } from './operation.ts';

/** What a sub-account says of itself; empty where it says nothing. */
export interface GhlLocation {
  id: string;
  name: string;
  phone: string;
  email: string;
  website: string;
  address: string;
  city: string;
  postalCode: string;
}

/** GHL docs: Sub-Account → Get Sub-Account. Takes a location's token or its agency's. */
export const getLocation: Operation = {
  name: 'location.get',
  method: 'GET',
  path: '/locations/{locationId}',
  version: '2021-07-28',
  scope: 'locations.readonly',
};

const text = z
  .string()
  .nullish()
  .transform((value) => value?.trim() ?? '');

export const locationAnswer: z.ZodType<GhlLocation> = z
  .object({
    location: z.object({
      id: z.string().min(1),
      name: text,
      phone: text,
      email: text,
      website: text,
      address: text,
      city: text,
      postalCode: text,
    }),
  })
  .transform(({ location }) => location);
