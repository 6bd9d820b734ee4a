import { z } from 'zod';

/** A GHL id. PostgreSQL takes no NUL in a text, so control characters are refused here, in words. */
export const locationId = z
  .string()
  .min(1)
  .max(64)
  .refine((id) => !/\p{Cc}/u.test(id), 'An id holds no control characters.');
