import type { LogLineView } from '@groundwork/shared/views';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { CardTitle } from '../../components/ui/card.tsx';
import { CopyButton } from '../../components/ui/copy-button.tsx';
import { SelectField } from '../../components/ui/field.tsx';
import { SearchField } from '../../components/ui/search-field.tsx';
import { saveFile } from '../../lib/save-file.ts';
import { filterLog, type LogLevel, logLevels, logText } from './filter-log.ts';
import { LogLines } from './log-lines.tsx';

interface JobLogProps {
  jobId: string;
  lines: readonly LogLineView[];
  /** Older lines than these were removed. */
  wasCleanedUp: boolean;
  /** What is looked for; a step can ask for its own lines. */
  text: string;
  onText: (text: string) => void;
}

const levelLabels: Record<LogLevel, string> = { info: 'All', warn: 'Warnings up', error: 'Errors' };

/** The whole log, searched, by level, copied or as a file. */
export function JobLog({ jobId, lines, wasCleanedUp, text, onText }: JobLogProps) {
  const [level, setLevel] = useState<LogLevel>('info');
  const found = filterLog(lines, text, level);
  const isFiltered = found.length !== lines.length;
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center gap-x-2">
        <CardTitle className="mr-auto">Log</CardTitle>
        <CopyButton text={() => logText(found)} what="log" look="ghost" />
        <DownloadButton jobId={jobId} lines={found} />
      </div>
      <div className="mb-2 [&>div]:max-w-none">
        <SearchField label="Search the log" value={text} onChange={onText} />
      </div>
      <LogLines lines={found} all={lines} isFiltered={isFiltered} wasCleanedUp={wasCleanedUp} />
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <p className="mr-auto text-xs text-muted tabular-nums">
          {isFiltered ? `${found.length} of ${lines.length} lines` : `${lines.length} lines`}
        </p>
        <SelectField
          label="Level"
          value={level}
          options={logLevels.map((value) => ({ value, label: levelLabels[value] }))}
          onChange={({ target }) => setLevel(logLevels.find((known) => known === target.value) ?? 'info')}
        />
      </div>
    </>
  );
}

function DownloadButton({ jobId, lines }: { jobId: string; lines: readonly LogLineView[] }) {
  const save = () => saveFile(`job-${jobId}.log`, 'text/plain', logText(lines));
  return (
    <Button look="ghost" size="sm" icon={<Download aria-hidden className="size-3.5" />} onClick={save}>
      Download
    </Button>
  );
}
