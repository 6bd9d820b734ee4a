import type { Issue } from '@groundwork/shared';

/** One line each, the first ones: they explain the rest. */
export function issueLines(issues: readonly Issue[]): string {
  const lines = issues.slice(0, maxLines).map(({ message, path, at }) =>
    JSON.stringify({
      ...(at && { line: at.line, column: at.column }),
      ...(path !== undefined && { path }),
      message: message.slice(0, maxCharacters),
    }),
  );
  const more = issues.length - lines.length;
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}

const maxLines = 40;
const maxCharacters = 600;
