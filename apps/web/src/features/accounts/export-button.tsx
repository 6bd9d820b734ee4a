import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { announce } from '../../lib/announce.tsx';
import { fileWord, saveFile } from '../../lib/save-file.ts';
import { trpc } from '../../trpc.ts';

interface ExportButtonProps {
  account: { id: string; name: string };
  onFailure: (failure: { title: string; error: unknown } | null) => void;
}

/** Groundwork's state of the account as a file: what it recorded, under which ids. */
export function ExportButton({ account, onFailure }: ExportButtonProps) {
  const utils = trpc.useUtils();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    onFailure(null);
    try {
      const state = await utils.accounts.exportState.fetch({ locationId: account.id }, { staleTime: 0 });
      saveFile(`state-${fileWord(account.name)}.json`, 'application/json', `${JSON.stringify(state, null, 2)}\n`);
      announce('The state is downloaded');
    } catch (error) {
      onFailure({ title: 'The state was not exported', error });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      size="sm"
      busy={busy}
      title="What Groundwork recorded of this account, as JSON; without secrets"
      icon={<Download aria-hidden className="size-3.5" />}
      onClick={() => void run()}
    >
      Export state
    </Button>
  );
}
