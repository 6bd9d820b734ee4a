import { z } from 'zod';
import { id } from './text.ts';

const address = id(500);

/** Client edits to overwrite; a null path: every one of the address. */
export const overwrite = z.array(z.strictObject({ address, path: id(500).nullable() })).max(2_000);

/** A plan about these addresses alone, and what they need. */
export const only = z.array(address).min(1).max(2_000);
