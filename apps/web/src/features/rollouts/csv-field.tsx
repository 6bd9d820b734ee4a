import type { BlueprintVersionView } from '@groundwork/shared/views';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { CsvFileButton } from '../../components/domain/csv-file-button.tsx';
import { Button } from '../../components/ui/button.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { LinesField } from '../../components/ui/field.tsx';
import { fileWord, saveFile } from '../../lib/save-file.ts';
import { trpc } from '../../trpc.ts';
import { CsvPreview } from './csv-preview.tsx';
import type { CsvValues } from './use-csv-values.ts';

interface CsvFieldProps {
  version: BlueprintVersionView;
  values: CsvValues;
  chosen: readonly string[];
  onChoose: (ids: string[]) => void;
}

/** Values of many accounts as a CSV: a template to download, a file or a text to give, and how it is read. */
export function CsvField({ version, values, chosen, onChoose }: CsvFieldProps) {
  const utils = trpc.useUtils();
  const [isOpen, setOpen] = useState(values.csv !== '');
  const [isLoading, setLoading] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const download = async () => {
    setLoading(true);
    setFailure(null);
    try {
      const { csv } = await utils.variables.exportCsv.fetch({ blueprintVersionId: version.id });
      saveFile(`${fileWord(version.name)}-values.csv`, 'text/csv;charset=utf-8', csv);
    } catch (error) {
      setFailure(error);
    }
    setLoading(false);
  };
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="w-fit rounded-sm text-sm font-medium">Values from a CSV, for this rollout alone</summary>
      <div className="mt-3 space-y-3">
        <div className="flex flex-wrap gap-2">
          <Button
            size="sm"
            busy={isLoading}
            icon={<Download aria-hidden className="size-3.5" />}
            onClick={() => void download()}
          >
            Download one to fill in
          </Button>
          <CsvFileButton size="sm" onText={values.setCsv} />
        </div>
        {failure ? <FailureAlert title="The CSV could not be made" error={failure} /> : null}
        <LinesField
          label="CSV"
          hint={
            values.isForgotten
              ? 'It holds secrets: a reload of this page forgets it.'
              : 'An account a line, a variable a column, as in the download.'
          }
          rows={5}
          spellCheck={false}
          value={values.csv}
          onChange={({ target }) => values.setCsv(target.value)}
        />
        {values.error ? <FailureAlert title="The CSV could not be read" error={values.error} /> : null}
        {values.isReading ? (
          <p role="status" className="text-sm text-muted">
            Reading it…
          </p>
        ) : null}
        {values.view ? (
          <CsvPreview view={values.view} variables={version.variables} chosen={chosen} onChoose={onChoose} />
        ) : null}
      </div>
    </details>
  );
}
