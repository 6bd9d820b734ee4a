import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { SelectField } from '../../components/ui/field.tsx';
import { announce } from '../../lib/announce.tsx';
import { fileWord, saveFile } from '../../lib/save-file.ts';
import { trpc } from '../../trpc.ts';

/** All accounts with what a blueprint's variables are in them, to download. */
export function CsvTemplate() {
  const { data: blueprints = [] } = trpc.blueprints.list.useQuery();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const utils = trpc.useUtils();
  const chosen = blueprints.find(({ id }) => id === chosenId) ?? blueprints[0];
  const download = async ({ id, name }: { id: string; name: string }) => {
    setBusy(true);
    setFailure(null);
    try {
      const version = await utils.blueprints.get.fetch({ blueprintId: id });
      const { csv } = await utils.variables.exportCsv.fetch({ blueprintVersionId: version.id });
      saveFile(`${fileWord(name)}-values.csv`, 'text/csv;charset=utf-8', csv);
      announce('Downloaded the CSV');
    } catch (error) {
      setFailure(error);
    }
    setBusy(false);
  };
  if (!chosen)
    return <p className="text-sm text-muted">Save a blueprint first: its variables are the columns of the CSV.</p>;
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-3">
        <SelectField
          label="Blueprint"
          value={chosen.id}
          options={blueprints.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={({ target }) => setChosenId(target.value)}
        />
        <Button
          busy={isBusy}
          icon={<Download aria-hidden className="size-3.5" />}
          onClick={() => void download(chosen)}
        >
          Download CSV
        </Button>
      </div>
      {failure ? <FailureAlert title="The CSV could not be made" error={failure} /> : null}
    </div>
  );
}
