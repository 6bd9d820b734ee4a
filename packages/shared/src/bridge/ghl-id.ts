import { z } from 'zod';

/** GHL's ids: letters and digits; nothing that could break a query, a header or a log. */
export const ghlId = z.string().regex(/^[\w-]{1,64}$/);
