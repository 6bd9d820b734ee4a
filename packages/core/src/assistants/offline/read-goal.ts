import { cleanGoal, maxGoalCharacters } from './clean-goal.ts';
import { leaveOutOrders } from './leave-out-orders.ts';
import { type Match, matchGoal } from './match-goal.ts';
import { withoutEdits } from './edit-clauses.ts';
import { deniedIn, withoutDenied } from './negations.ts';
import type { PartsLibrary } from './parts-library.ts';
import { readSaid } from './said/read-said.ts';
import type { Said } from './said/said.ts';

/** A goal, as far as matching words understands it. */
export interface ReadGoal extends Match {
  /** In plain characters, without what it denies. */
  text: string;
  said: Said;
  /** It wants what it names, and nothing else. */
  isNarrow: boolean;
  isCut: boolean;
  /** Something in it spoke to a machine. */
  hasOrders: boolean;
}

/** `held`: names in the blueprint that is there. To speak of one asks for nothing new. */
export function readGoal(goal: string, library: PartsLibrary, held: readonly string[] = []): ReadGoal {
  const { text: meant, isLeftOut } = leaveOutOrders(cleanGoal(goal));
  const clean = meant.trim();
  const denied = deniedIn(clean);
  const text = withoutDenied(clean, denied);
  const wanted = withoutEdits(text);
  const said = readSaid(wanted);
  return {
    ...matchGoal(withoutEdits(clean), { denied, names: [...namesIn(said), ...held] }, library),
    text,
    said,
    isNarrow: narrow.test(clean),
    hasOrders: isLeftOut,
    isCut: goal.length > maxGoalCharacters,
  };
}

const narrow =
  /\b(?:nothing (?:else|more)|only these|just these)\b|\b(?:only|just|nur|solo)\s+(?:(?:want|need|add|create|make|give|me|us|set|up|a|an|the|two|three|four|five|some|few|\d+|eine?n?|una?)\s+)*(?:[\w"'-]+\s+){0,3}?(?:tags?|pipelines?|calendars?|fields?|values?|products?|links?|kalender|felder|etiquetas)\b/i;

/** Does a goal name anything itself? */
export const saysAnything = ({ said }: ReadGoal): boolean =>
  [said.tags, said.calendars, said.pipelines, said.fields, said.products, said.values, said.texts, said.links].some(
    (names) => names.length > 0,
  );

/** Of a tag called "review requested" nobody concludes that a review request is wanted. */
const namesIn = ({ tags, fields, pipelines }: Said): string[] => [
  ...tags,
  ...fields.map(({ name }) => name),
  ...pipelines.flatMap(({ stages }) => stages),
];
