import type { ValuesCsvView } from '@groundwork/shared/views';
import type { ReactNode } from 'react';
import { CsvFaults } from '../../components/domain/csv-faults.tsx';
import { CsvFileButton } from '../../components/domain/csv-file-button.tsx';
import { Alert } from '../../components/ui/alert.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Card, CardTitle } from '../../components/ui/card.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { LinesField } from '../../components/ui/field.tsx';
import { Spinner } from '../../components/ui/spinner.tsx';
import { announce } from '../../lib/announce.tsx';
import { plural } from '../../lib/format.ts';
import { trpc } from '../../trpc.ts';
import { useDenied } from '../session/use-me.ts';
import { CsvLines } from './csv-lines.tsx';
import { CsvTemplate } from './csv-template.tsx';
import { useCsvCheck } from './use-csv-check.ts';

/** Values of many accounts at once: download, fill in, look at what it would do, import. */
export function CsvTab() {
  const { csv, setCsv, isEmpty, view, isReading, error } = useCsvCheck();
  const denied = useDenied('variable.write');
  const utils = trpc.useUtils();
  const load = trpc.variables.importCsv.useMutation({
    onSuccess: ({ imported }) => {
      void utils.variables.invalidate();
      setCsv('');
      announce(importedText(imported));
    },
  });
  const good = view?.rows.filter(({ issue }) => issue === null).length ?? 0;
  const faulty = (view?.rows.length ?? 0) - good;
  return (
    <div className="space-y-4">
      <Part number={1} title="Download what there is">
        <p className="text-sm text-muted">
          A line for each account, a column for each variable of the blueprint, with what it is now. Secrets are left
          empty.
        </p>
        <CsvTemplate />
      </Part>
      <Part number={2} title="Fill it in, and give it back">
        <p className="text-sm text-muted">
          An empty cell leaves things as they are. Lists are written as{' '}
          <code className="font-mono text-xs">a; b; c</code>.
        </p>
        <CsvFileButton
          onText={(text) => {
            load.reset();
            setCsv(text);
          }}
        />
        <LinesField
          label="Or paste it here"
          rows={6}
          spellCheck={false}
          value={csv}
          onChange={({ target }) => {
            load.reset();
            setCsv(target.value);
          }}
        />
      </Part>
      {load.data ? <Imported view={load.data} /> : null}
      {isEmpty ? null : (
        <Part number={3} title="Look at it, and import">
          {error ? <FailureAlert title="The CSV could not be read" error={error} /> : null}
          {isReading ? (
            <p role="status" className="flex items-center gap-2 text-sm text-muted">
              <Spinner /> Reading it…
            </p>
          ) : null}
          {view ? (
            <>
              <p role="status" className="text-sm">
                {plural(good, 'line')} can be imported
                {faulty > 0 ? `; ${plural(faulty, 'line')} cannot, and ${faulty === 1 ? 'is' : 'are'} left out.` : '.'}
              </p>
              <CsvLines columns={view.columns} rows={view.rows} />
            </>
          ) : null}
          {load.error ? <FailureAlert title="Nothing was imported" error={load.error} /> : null}
          <Button
            look="solid"
            busy={load.isPending}
            disabledReason={denied ?? (good === 0 ? 'There is no line that can be imported.' : null)}
            onClick={() => load.mutate({ csv, dryRun: false })}
          >
            Import {plural(good, 'line')}
          </Button>
        </Part>
      )}
    </div>
  );
}

const Imported = ({ view: { rows, imported } }: { view: ValuesCsvView }) => {
  const faulty = rows.filter(({ issue }) => issue !== null);
  const same = rows.length - faulty.length - imported;
  return (
    <Alert tone={faulty.length > 0 ? 'warn' : 'ok'} title={importedText(imported)}>
      {same > 0 ? <p>{plural(same, 'account')} had these values already.</p> : null}
      {faulty.length > 0 ? (
        <>
          <p>Left out:</p>
          <CsvFaults faulty={faulty} />
        </>
      ) : null}
    </Alert>
  );
};

const importedText = (accounts: number): string =>
  accounts === 0 ? 'No account needed a change' : `Imported values of ${plural(accounts, 'account')}`;

const Part = ({ number, title, children }: { number: number; title: string; children: ReactNode }) => (
  <Card className="space-y-3 p-4">
    <CardTitle>
      <span className="mr-2 text-muted tabular-nums">{number}</span>
      {title}
    </CardTitle>
    {children}
  </Card>
);
