import type { Json } from '../json.ts';

/** An attribute that should be text, trimmed. GHL's answers are checked by the adapter; this only satisfies the type. */
export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value.trim() : '');
