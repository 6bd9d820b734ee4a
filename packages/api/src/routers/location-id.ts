import { id } from './text.ts';

/** A GHL id. */
export const locationId = id(64);
