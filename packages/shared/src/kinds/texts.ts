import { z } from 'zod';

/** The last part of a booking page's address. */
export const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'A slug has lower-case letters, digits and single hyphens, e.g. first-visit.')
  .meta({ description: 'The last part of the address, e.g. first-visit.' });

export const colour = z
  .string()
  .regex(/^#[0-9A-Fa-f]{6}$/, 'Write the colour as #rrggbb, e.g. #039be5.')
  .meta({ description: '#rrggbb' });
