import { z } from 'zod';
import { topicSchema } from './topic.ts';
import type { FeedCursor } from './types.ts';

const cursorSchema = z.record(topicSchema, z.number().int().nonnegative());

/** An unreadable cursor is an empty one: the feed then starts at the beginning rather than failing for good. */
export function decodeCursor(text: string | null | undefined): FeedCursor {
  if (!text) return {};
  try {
    const parsed = cursorSchema.safeParse(JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/'))));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}
