import type { Tx } from '@groundwork/db';
import { hashJson } from '@groundwork/shared';
import type { AssistantTask } from '@groundwork/shared/views';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Prompt } from './prompts/build-prompt.ts';
import { placeholdersIn } from './redact.ts';

/** Equal for equal questions: what the model would read, which model it is, and the versions of form and prompt. */
export const answerKey = (prompt: Prompt, model: string): string =>
  hashJson({
    model,
    prompt: prompt.version,
    form: prompt.form ? [prompt.form.name, prompt.form.version] : null,
    system: prompt.system.trim(),
    messages: prompt.messages.map(({ role, content }) => [role, content.trim()]),
    maxOutputTokens: prompt.maxOutputTokens,
  });

/** A model's text as it came, before personal data were put back. */
export interface CachedAnswer {
  text: string;
  savedTokens: number;
}

export async function findAnswer(ctx: Context, key: string): Promise<CachedAnswer | null> {
  const row = await ctx.db
    .selectFrom('assistant_answers')
    .where('agency_id', '=', ctx.actor.agencyId)
    .where('key', '=', key)
    .select(['answer', 'saved_tokens'])
    .executeTakeFirst();
  const text = row?.answer['text'];
  return row && typeof text === 'string' ? { text, savedTokens: row.saved_tokens } : null;
}

/**
 * True where all placeholders of the answer stand in the prompt, so that whoever asks the same gets their own values for them. One
 * that came with the faults of an earlier answer stands for nothing to anybody else.
 */
export function isForAll(prompt: Prompt, text: string): boolean {
  const given = new Set(prompt.messages.flatMap(({ content }) => placeholdersIn(content)));
  return placeholdersIn(text).every((name) => given.has(name));
}

/** The newest answer stands. A failure to keep it is no failure to answer. */
export async function keepAnswer(
  ctx: Context,
  answer: CachedAnswer & { key: string; task: AssistantTask; model: string },
): Promise<void> {
  const kept = {
    answer: JSON.stringify({ text: answer.text }),
    saved_tokens: answer.savedTokens,
    created_at: ctx.now(),
    last_used_at: ctx.now(),
  };
  await ctx.db
    .insertInto('assistant_answers')
    .values({ ...kept, agency_id: ctx.actor.agencyId, key: answer.key, task: answer.task, model: answer.model })
    .onConflict((conflict) => conflict.columns(['agency_id', 'key']).doUpdateSet(kept))
    .execute()
    .catch((error: unknown) => {
      // Without the rest of the error: PostgreSQL quotes the text that it cannot take.
      const reason = error instanceof Error ? error.message : 'unknown';
      ctx.log.warn({ reason }, 'an answer could not be kept for later');
    });
}

export async function countHit(tx: Tx, agencyId: string, key: string, at: Date): Promise<void> {
  await tx
    .updateTable('assistant_answers')
    .set({ hits: sql`hits + 1`, last_used_at: at })
    .where('agency_id', '=', agencyId)
    .where('key', '=', key)
    .execute();
}
