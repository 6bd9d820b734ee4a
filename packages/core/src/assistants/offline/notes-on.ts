import { stepsByHand } from './by-hand.ts';
import type { ReadGoal } from './read-goal.ts';

/** What a person has to know beside the proposal: what was taken for granted, what is left out, what has to be done by hand. */
export function notesOn(
  goal: string,
  { text, said, isCut, hasOrders, trade }: ReadGoal,
  { isNew, missing, leftOut }: { isNew: boolean; missing: readonly string[]; leftOut: readonly string[] },
): string[] {
  return [
    ...(hasOrders ? ['A sentence that speaks to the assistant itself, not about the account, was left out.'] : []),
    ...(isCut ? [`The goal is longer than what is read; its end was not.`] : []),
    ...(trade || !isNew ? [] : ['No trade was recognised, so names and stages are general ones.']),
    ...(missing.length > 0 ? [`Nothing of this name is in the blueprint: ${missing.join(', ')}.`] : []),
    ...leftOut.map(
      (address) =>
        `${address} was left out: it would not have been valid, or looked like a secret or a client's own detail.`,
    ),
    ...(said.currency === null && said.products.length > 0
      ? ['No currency was said: USD is the default of the variable.']
      : []),
    ...(/\b(?:two|three|four|five|six|[2-9]|\d{2,3}) (?:[\p{L}-]+ ){0,2}(?:locations|branches|offices|sites|shops|stores|clinics|salons|studios|gyms|practices|restaurants|franchises|standorte|filialen|sucursales)\b/iu.test(
      text,
    )
      ? ['Several locations: apply the blueprint to each account, with its own values for the variables.']
      : []),
    ...stepsByHand(goal.slice(0, 20_000)),
  ];
}
