import type { AssistantContent } from '@groundwork/shared/views';
import type { PartsLibrary } from './parts-library.ts';
import type { ReadGoal } from './read-goal.ts';

const usual = ['dental', 'gym', 'home_services', 'real_estate'];

/** Asked when a goal says neither for whom nor what. */
export const askBack = ({ trades }: PartsLibrary): AssistantContent => ({
  kind: 'questions',
  questions: [
    {
      question: 'What kind of business is the account for?',
      why: 'Each trade has its own stages, fields and words: a clinic has patients, a gym has members.',
      options: [...usual.flatMap((id) => trades.find((trade) => trade.id === id)?.title ?? []), 'Any local business'],
    },
    {
      question: 'What should the account hold?',
      why: 'This composer matches words, it is no language model: it looks for things such as a pipeline, calendars or tags.',
      options: ['A pipeline for leads', 'Online booking', 'Memberships', 'Review requests', 'Intake fields'],
    },
  ],
});

/** Asked where nothing in a goal can be done to the blueprint that is there. */
export const askWhatToChange = (missing: readonly string[]): AssistantContent => ({
  kind: 'questions',
  questions: [
    {
      question: 'What should change in this blueprint?',
      why: `${missing.length > 0 ? `Nothing of this name is in it: ${missing.join(', ')}. ` : ''}This composer matches words, it is no language model: it adds things by name, takes out and renames what is there, and changes prices, lengths, opening hours and stages.`,
      options: ['Add review requests', 'Add a tag "vip"', 'Add a referral programme', 'Add online booking'],
    },
  ],
});

export const alreadyThere = ({ said }: ReadGoal): AssistantContent => {
  const names = [
    said.tags,
    ...[said.calendars, said.pipelines, said.fields, said.products, said.values].map((list) =>
      list.flatMap(({ name }) => name ?? []),
    ),
    said.texts,
    said.links,
  ].flat();
  return {
    kind: 'text',
    text: `Nothing was changed: what the goal names is in the blueprint already (${names.join(', ') || 'under the same names'}). This was found by matching words, without a language model; to change one of these, say its name and what it should be.`,
  };
};
