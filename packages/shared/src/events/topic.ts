import { z } from 'zod';

export const topicSchema = z.union([z.literal('agency'), z.templateLiteral(['job:', z.uuid()])]);
export type Topic = z.infer<typeof topicSchema>;

/** Of one feed. */
export const maxTopics = 50;
