import type { ValuesCsvView } from '@groundwork/shared/views';

const maxLines = 10;

/** Why lines of a CSV cannot be used. */
export const CsvFaults = ({ faulty }: { faulty: ValuesCsvView['rows'] }) => (
  <>
    <ul className="list-disc pl-4">
      {faulty.slice(0, maxLines).map(({ line, issue }) => (
        <li key={line}>
          Line {line}: {issue}
        </li>
      ))}
    </ul>
    {faulty.length > maxLines ? <p className="mt-1">And {faulty.length - maxLines} more.</p> : null}
  </>
);
