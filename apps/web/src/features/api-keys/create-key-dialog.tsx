import type { NewApiKeyView } from '@groundwork/shared/views';
import { useState } from 'react';
import { Dialog } from '../../components/ui/dialog.tsx';
import { CreateKeyForm } from './create-key-form.tsx';
import { SecretOnce } from './secret-once.tsx';

/** What the key may, and then the key. Closing it forgets the secret. */
export function CreateKeyDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<NewApiKeyView | null>(null);
  return (
    <Dialog
      open
      onClose={onClose}
      heldBy={made ? 'Store the key first, then close this with “I have stored it”.' : null}
      title={made ? 'The key is ready' : 'Make an API key'}
      description={
        made
          ? 'Store it where the program finds it, and nowhere else.'
          : 'It works in your name, and stops when you leave the agency.'
      }
    >
      {made ? <SecretOnce made={made} onStored={onClose} /> : <CreateKeyForm onMade={setMade} onCancel={onClose} />}
    </Dialog>
  );
}
