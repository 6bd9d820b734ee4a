import { z } from 'zod';

/** A person's name, as others will read it: one line, and nothing that would make it read otherwise than it is stored. */
export const personName = z
  .string()
  .trim()
  .min(1, 'Write a name.')
  .max(120)
  .refine(
    (name) => !/[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u.test(name),
    'A name is one line, without control characters.',
  );

export const emailAddress = z.string().trim().max(254).pipe(z.email('This is not an e-mail address.'));
