import type { Command } from 'commander';
import type { Open } from '../session/open.ts';
import { addDriftAccept } from './drift-accept.ts';
import { addDriftFix } from './drift-fix.ts';
import { addDriftIgnore } from './drift-ignore.ts';
import { addDriftList } from './drift-list.ts';

export function addDrift(program: Command, open: Open): void {
  const drift = program
    .command('drift')
    .description('show where accounts differ from what was applied; fix, accept or ignore it');
  addDriftList(drift, open);
  addDriftFix(drift, open);
  addDriftAccept(drift, open);
  addDriftIgnore(drift, open);
}
