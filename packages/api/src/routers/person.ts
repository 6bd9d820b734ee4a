import { z } from 'zod';
import { oneLine } from './text.ts';

export const personName = oneLine('name', 120);

export const emailAddress = z.string().trim().max(254).pipe(z.email('This is not an e-mail address.'));
