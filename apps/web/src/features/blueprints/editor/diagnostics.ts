import type { Diagnostic } from '@codemirror/lint';
import type { Text } from '@codemirror/state';
import type { Issue, SourceLocation } from '@groundwork/shared';
import type { BlueprintCheckView } from '@groundwork/shared/views';

/** What the check found, under the words that it is about. */
export function diagnosticsOf(doc: Text, check: BlueprintCheckView): Diagnostic[] {
  const mark = (severity: Diagnostic['severity']) => (issue: Issue) =>
    issue.at ? [{ ...wordAt(doc, issue.at), severity, message: issue.message }] : [];
  return check.valid ? check.warnings.flatMap(mark('warning')) : check.issues.flatMap(mark('error'));
}

/** The word that begins at the place; where there is none, the rest of the line. */
export function wordAt(doc: Text, at: SourceLocation): { from: number; to: number } {
  const line = doc.line(Math.max(1, Math.min(at.line, doc.lines)));
  const column = Math.max(0, Math.min(at.column - 1, line.length));
  const word = /^(?:\$\{[^}]*\}|[\w$.-]+)/.exec(line.text.slice(column))?.[0] ?? line.text.slice(column).trimEnd();
  return { from: line.from + column, to: line.from + column + word.length };
}
