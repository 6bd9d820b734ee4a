import { z } from 'zod';

const maxNameLength = 255;

/** A name as GHL takes it: one line of text. */
export const ghlName = z
  .string()
  .refine((name) => name.trim() !== '', 'The name must not be empty.')
  .refine((name) => name.length <= maxNameLength, {
    error: ({ input }) =>
      `The name has ${String(input).length} characters; GHL takes at most ${maxNameLength}. Write a shorter one.`,
  })
  .refine((name) => !/\p{Cc}/u.test(name), 'The name must be one line, without tabs or control characters.')
  .meta({ description: 'The name in GHL, which tells it from others of its kind, whatever the case.' });
