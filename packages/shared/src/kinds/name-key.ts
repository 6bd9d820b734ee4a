import type { JsonObject } from '../json.ts';
import { textOf } from './text-of.ts';

/** The natural key of what GHL knows by its name alone, whatever its case. */
export const nameKey = ({ name }: JsonObject): string => textOf(name).toLowerCase();
