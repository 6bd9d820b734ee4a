import { AppError } from '@groundwork/shared';
import { maxBlueprintBytes, parseBlueprint, resourceList, variableList } from '@groundwork/shared/blueprint';
import type { BlueprintCheckView } from '@groundwork/shared/views';
import { authorise, type Context } from '../context.ts';

/** Checks a blueprint's text without saving it. A faulty one is an answer here, not an error. */
export function checkBlueprint(ctx: Context, source: string): BlueprintCheckView {
  authorise(ctx, 'read');
  refuseOversized(source);
  const parsed = parseBlueprint(source);
  return parsed.ok
    ? {
        valid: true,
        variables: variableList(parsed.blueprint),
        resources: resourceList(parsed.blueprint),
        warnings: parsed.warnings,
      }
    : { valid: false, issues: parsed.issues };
}

export function refuseOversized(source: string): void {
  const bytes = Buffer.byteLength(source);
  if (bytes > maxBlueprintBytes)
    throw new AppError(
      'BLUEPRINT_TOO_LARGE',
      `The blueprint has ${bytes} bytes; at most ${maxBlueprintBytes} (1 MiB) are taken. Split it in two.`,
    );
}
