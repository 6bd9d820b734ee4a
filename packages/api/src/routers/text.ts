import { z } from 'zod';

const hidden = /[\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;

/** As others will read it: one line, and nothing that would make it read otherwise than it is stored. */
export const oneLine = (what: string, maxLength: number) =>
  z
    .string()
    .trim()
    .min(1, `Write a ${what}.`)
    .max(maxLength)
    .refine(
      (text) => !/\p{Cc}/u.test(text) && !hidden.test(text),
      `A ${what} is one line, without control characters.`,
    );

/** Lines of text, or none. */
export const prose = (what: string, maxLength: number) =>
  z
    .string()
    .trim()
    .max(maxLength)
    .refine(
      (text) => !/[^\P{Cc}\t\n\r]/u.test(text) && !hidden.test(text),
      `A ${what} holds no control characters but line breaks.`,
    );

/** What names something and is only compared. PostgreSQL takes no NUL in a text, so control characters are refused here, in words. */
export const id = (maxLength: number) =>
  z
    .string()
    .min(1)
    .max(maxLength)
    .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), 'An id holds no control characters.');
