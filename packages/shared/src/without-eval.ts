import { config } from 'zod/v4/core';

/**
 * Zod tries whether it may compile its schemas, which a page's policy reports as a breach. To be called before anything with a
 * schema is loaded: each asks when it is made.
 */
export const withoutEval = (): void => {
  config({ jitless: true });
};
