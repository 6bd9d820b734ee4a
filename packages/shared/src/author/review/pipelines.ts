import { hasExpression } from '../../blueprint/template.ts';
import { isJsonList, isJsonObject } from '../../json.ts';
import { textOf } from '../../kinds/text-of.ts';
import type { Finding, Rule } from './types.ts';

/** An opportunity must be able to end, and its chances to rise on the way. */
export const pipelines: Rule = ({ resources }) =>
  resources.flatMap(({ kind, address, properties }): Finding[] => {
    const { stages: written } = properties;
    if (kind !== 'pipeline' || !isJsonList(written)) return [];
    const stages = written.filter(isJsonObject).map((stage) => ({
      name: textOf(stage['name']),
      chance: typeof stage['winProbability'] === 'number' ? stage['winProbability'] : null,
    }));
    const last = stages.at(-1);
    if (!last || stages.some(({ name }) => hasExpression(name))) return [];
    const found = (finding: Omit<Finding, 'addresses' | 'change'>): Finding => ({
      ...finding,
      addresses: [address],
      change: null,
    });
    const title = textOf(properties['name']);
    if (stages.length === 1)
      return [
        found({
          title: `Give "${title}" more than one stage`,
          why: 'With one stage nothing moves: neither a report nor a person sees how far an opportunity has come.',
          reason: 'missing',
        }),
      ];
    // What comes after a certain success, a renewal for one, begins anew.
    const won = stages.findIndex(({ chance }) => chance === 100);
    const isEnd = ends.test(last.name) || setbacks.test(last.name) || won !== -1 || last.chance === 0;
    const way = stages
      .slice(0, won === -1 ? undefined : won + 1)
      .filter(({ name, chance }) => chance !== null && chance > 0 && !setbacks.test(name));
    const drop = way.find(({ chance }, index) => index > 0 && (chance ?? 0) < (way[index - 1]?.chance ?? 0));
    return [
      ...(isEnd
        ? []
        : [
            found({
              title: `Say how "${title}" ends`,
              why: `Its last stage is "${last.name}". Without one that means won or lost, opportunities stay in it for ever and the forecast counts them.`,
              reason: 'missing',
            }),
          ]),
      ...(drop
        ? [
            found({
              title: `Let the chances of "${title}" rise`,
              why: `"${drop.name}" has ${drop.chance ?? 0} %, less than a stage before it: the forecast falls as an opportunity comes closer.`,
              reason: 'convention',
            }),
          ]
        : []),
    ];
  });

const ends =
  /\b(won|win|clos(ed|ing)|paid|complet(ed|e)|done|signed|seated|active|members?|customers?|clients?|patients?|students?|retained|delivered|finish(ed)?|enrolled|sold|converted|accepted|installed|joined|hired|renewed|reviewed|live|bound|funded|attended|served|settled|moved in|started|ended|thanked|given|filed|held|followed up|picked up|gewonnen|verloren|ganad[oa]|perdid[oa])\b/i;

/** Stages beside the way: their chance may fall. */
const setbacks =
  /\b(lost|no[- ]?shows?|cancel\w*|declined|rejected|nurtur\w*|unqualified|disqualified|dead|on hold|paused|frozen|cold|stalled|ghosted|not (now|interested)|follow[- ]?up|lapsed|left|archived?)\b/i;
