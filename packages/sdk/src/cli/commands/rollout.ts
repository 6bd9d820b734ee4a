import type { Command } from 'commander';
import type { Open } from '../session/open.ts';
import { addRolloutControls } from './rollout-controls.ts';
import { addRolloutCreate } from './rollout-create.ts';
import { addRolloutStart } from './rollout-start.ts';
import { addRolloutStatus } from './rollout-status.ts';

export function addRollout(program: Command, open: Open): void {
  const rollout = program
    .command('rollout')
    .description('one blueprint to many accounts, in waves: create, start, status, follow');
  addRolloutCreate(rollout, open);
  addRolloutStart(rollout, open);
  addRolloutStatus(rollout, open);
  addRolloutControls(rollout, open);
}
