import type { Command } from 'commander';
import type { Open } from '../session/open.ts';
import { addBlueprintDiff } from './blueprint-diff.ts';
import { addBlueprintList } from './blueprint-list.ts';
import { addBlueprintPush } from './blueprint-push.ts';
import { addBlueprintShow } from './blueprint-show.ts';
import { addBlueprintValidate } from './blueprint-validate.ts';

export function addBlueprint(program: Command, open: Open): void {
  const blueprint = program
    .command('blueprint')
    .description('what accounts shall hold: list, show, push, validate, diff');
  addBlueprintList(blueprint, open);
  addBlueprintShow(blueprint, open);
  addBlueprintPush(blueprint, open);
  addBlueprintValidate(blueprint, open);
  addBlueprintDiff(blueprint, open);
}
