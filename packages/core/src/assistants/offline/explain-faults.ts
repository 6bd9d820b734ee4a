import type { Issue } from '@groundwork/shared';
import { lintBlueprint, parseBlueprint } from '@groundwork/shared/blueprint';
import type { AssistantContent } from '@groundwork/shared/views';
import { correctText } from './correct-text.ts';
import { type FaultCause, faultCauses, otherCause } from './fault-causes.ts';
import { judge } from './judge.ts';

const maxListed = 8;

/** Why a text is not valid, by cause; with a corrected text where every fault is a slip of the pen. */
export function explainFaults(source: string, advice = ''): AssistantContent {
  const parsed = parseBlueprint(source);
  if (parsed.ok) return { kind: 'text', text: valid([...parsed.warnings, ...lintBlueprint(source)]) };
  const corrected = correctText(source);
  const text = [advice, explained(parsed.issues, corrected.said)].filter(Boolean).join('\n\n');
  if (!corrected.isValid) return { kind: 'text', text };
  return {
    kind: 'proposal',
    source: corrected.source,
    summary: `${parsed.issues.length === 1 ? 'One fault' : `${parsed.issues.length} faults`}, put right by fixed rules, without a language model. ${corrected.said.join(' ')}`,
    notes: parsed.issues.slice(0, maxListed).map(({ message, at }) => (at ? `Line ${at.line}: ${message}` : message)),
    ...judge(corrected.source),
  };
}

function explained(issues: readonly Issue[], said: readonly string[]): string {
  const byCause = Map.groupBy(issues, causeOf);
  const known =
    said.length > 0
      ? [`A few of them could be put right by themselves: ${said.join(' ')} The rest needs a person.`]
      : [];
  return [
    `This blueprint has ${issues.length === 1 ? 'one fault' : `${issues.length} faults`}, explained by fixed rules, without a language model.`,
    ...known,
    ...[...byCause].map(([cause, found]) => section(cause, found)),
  ].join('\n\n');
}

function section({ title, means, example }: FaultCause, issues: readonly Issue[]): string {
  const lines = issues.slice(0, maxListed).map(({ message, at, path }) => `- ${place(at?.line, path)}${message}`);
  const more = issues.length > maxListed ? [`- and ${issues.length - maxListed} more of this kind`] : [];
  return [`## ${title}`, means, [...lines, ...more].join('\n'), `For example:\n\n\`\`\`yaml\n${example}\n\`\`\``].join(
    '\n\n',
  );
}

const place = (line: number | undefined, path: string | undefined): string => {
  if (line === undefined) return '';
  return path === undefined ? `Line ${line}: ` : `Line ${line} (\`${path}\`): `;
};

const causeOf = ({ message }: Issue): FaultCause =>
  faultCauses.find(({ pattern }) => pattern.test(message)) ?? otherCause;

const valid = (warnings: readonly Issue[]): string =>
  warnings.length === 0
    ? 'This blueprint is valid, and nothing in it looks odd.'
    : [
        'This blueprint is valid. This is allowed, and probably not meant:',
        warnings.map(({ message, at }) => `- ${at ? `Line ${at.line}: ` : ''}${message}`).join('\n'),
      ].join('\n\n');
