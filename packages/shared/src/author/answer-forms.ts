import { hashJson, type JsonObject } from '../json.ts';
import { suggestionReasons } from '../views/assistant.ts';
import { proposalDefinitions, proposalSchema } from './proposal-schema.ts';
import { readAuthorAnswer, readImproveAnswer } from './read-answer.ts';
import { listSchema, nullable, oneOf, strictObject, textSchema } from './strict-schema.ts';
import type { AnswerForm, AuthorAnswer, ImproveAnswer } from './types.ts';

/** Made from the same schemas the engine checks a blueprint with. */
export const authorAnswer = (): AnswerForm<AuthorAnswer> =>
  (authorForm ??= formOf('author_answer', author(), readAuthorAnswer));

export const improveAnswer = (): AnswerForm<ImproveAnswer> =>
  (improveForm ??= formOf('improve_answer', improve(), readImproveAnswer));

let authorForm: AnswerForm<AuthorAnswer> | undefined;
let improveForm: AnswerForm<ImproveAnswer> | undefined;

const versionLength = 12;

function formOf<T>(name: string, schema: JsonObject, read: AnswerForm<T>['read']): AnswerForm<T> {
  const jsonSchema = { ...schema, $defs: proposalDefinitions() };
  return { name, version: hashJson(jsonSchema).slice(0, versionLength), jsonSchema, read };
}

/** In the order a model should think in: first whether it has to ask. */
const author = (): JsonObject =>
  strictObject({
    questions: listSchema(
      strictObject({
        question: textSchema('One question, in one sentence.'),
        why: textSchema('Why the answer matters, in one sentence.'),
        options: listSchema({ type: 'string' }, 'Likely answers, two to four.'),
      }),
      'What the goal lacks and nobody could assume, at most three. Mostly none. With questions there is no proposal.',
    ),
    proposal: nullable(proposalSchema()),
    summary: textSchema('For a person, in two or three sentences: what was made and why.'),
    notes: listSchema({ type: 'string' }, 'What was taken for granted, and what a person has to do by hand.'),
  });

const improve = (): JsonObject =>
  strictObject({
    suggestions: listSchema(
      strictObject({
        title: textSchema('What to do, in a few words.'),
        why: textSchema('What is better then, in one or two sentences.'),
        reason: oneOf(suggestionReasons),
        addresses: listSchema({ type: 'string' }, 'What it is about, e.g. tag.vip or var.phone.'),
        change: nullable({
          ...proposalSchema(),
          description: 'This one change. null: a person has to decide how.',
        }),
      }),
      'The most useful first, at most ten. Each stands for itself.',
    ),
  });
