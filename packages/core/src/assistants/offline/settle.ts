import { applyProposal } from '@groundwork/shared/author';
import { addressOf, type Draft, dropUnusedVariables, removeResources } from './draft.ts';
import { judge, type Judgement } from './judge.ts';
import { propose } from './propose.ts';

export interface Settled extends Judgement {
  source: string;
  /** Addresses that were left out because something was wrong with them. */
  leftOut: string[];
}

const maxRounds = 12;

/** Writes a draft down and has it judged. What the engine finds fault with, or finds odd, is left out until nothing is. */
export function settle(
  source: string,
  before: Draft,
  draft: Draft,
  about: { name: string | null; description: (draft: Draft) => string | null },
): Settled {
  const leftOut: string[] = [];
  const kept = new Set(before.variables.keys());
  for (let round = 0; ; round++) {
    dropUnusedVariables(draft, kept);
    const description = about.description(draft);
    const applied = applyProposal(source, propose(before, draft, { name: about.name, description }));
    const judgement = judge(applied.source);
    const faulty = addressesIn(judgement);
    const isOwn = (address: string) =>
      draft.resources.some((one) => addressOf(one) === address && one.from !== 'source');
    const out = faulty.filter(isOwn);
    if (out.length === 0 || round >= maxRounds) return { source: applied.source, leftOut, ...judgement };
    leftOut.push(...out);
    removeResources(draft, (resource) => out.includes(addressOf(resource)));
  }
}

/** `resources.tag.vip.name` is about `tag.vip`. */
const addressesIn = ({ check, plan }: Judgement): string[] => {
  const issues = [...(check.valid ? check.warnings : check.issues), ...(plan?.problems ?? [])];
  return [...new Set(issues.flatMap(({ path }) => /^resources\.(\w+\.\w+)/.exec(path ?? '')?.[1] ?? []))];
};
