import type { RolloutMatrixView, RolloutView } from '../../index.ts';
import type { Colors } from '../terminal.ts';
import { showSummary } from './show-plan.ts';
import { table } from './table.ts';
import { count, stateWord, time } from './words.ts';

export function showRollout(rollout: RolloutView, colors: Colors): string {
  const { id, name, state, blueprint, counts, total, waves, summary, confirmText, haltReason } = rollout;
  const states = Object.entries(counts).filter(([, number]) => number > 0);
  return [
    `${colors.bold(name)}: ${stateWord(state, colors)}  ${colors.dim(id)}`,
    `${blueprint.name} v${blueprint.version} to ${count(total, 'account')} in ${count(waves.length, 'wave')}: ${states.map(([word, number]) => `${number} ${word}`).join(', ')}`,
    showSummary(summary, colors),
    ...(haltReason === null ? [] : [colors.red(haltReason)]),
    ...(confirmText === null
      ? []
      : [colors.red(`It destroys: approve it by --confirm ${JSON.stringify(confirmText)}.`)]),
    '',
  ].join('\n');
}

export const showRolloutRows = (
  rows: readonly Omit<RolloutMatrixView['rows'][number], 'cells'>[],
  columns: number,
): string =>
  table(
    ['WAVE', 'ACCOUNT', 'STATE', 'DONE', 'JOB', 'ERROR'],
    rows.map(({ wave, location, state, done, total, jobId, error }) => [
      String(wave),
      location.name,
      state,
      `${done}/${total}`,
      jobId ?? '-',
      error?.message ?? '',
    ]),
    { columns, optional: ['JOB'] },
  );

export const showRollouts = (rollouts: readonly RolloutView[], colors: Colors, columns: number): string =>
  table(
    ['ID', 'STATE', 'NAME', 'BLUEPRINT', 'ACCOUNTS', 'MADE', 'BY'],
    rollouts.map(({ id, state, name, blueprint, total, createdAt, createdBy }) => [
      id,
      stateWord(state, colors),
      name,
      `${blueprint.name} v${blueprint.version}`,
      String(total),
      time(createdAt),
      createdBy ?? '-',
    ]),
    { columns, optional: ['BY', 'MADE'] },
  );
