import { Link2 } from 'lucide-react';
import { Card } from '../../components/ui/card.tsx';
import { CopyButton } from '../../components/ui/copy-button.tsx';

/** What to send to whoever has to connect the agency. */
export const ConnectLink = ({ url }: { url: string }) => (
  <Card className="mb-5 flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3">
    <Link2 aria-hidden className="size-4 shrink-0 text-muted max-sm:hidden" />
    <div className="min-w-0 flex-1 basis-64">
      <p className="text-sm">
        Send this link to whoever administers the agency in GoHighLevel: it connects exactly this agency, in any
        browser, and signs nobody in.
      </p>
      <code className="mt-1 block font-mono text-xs break-all text-muted select-all">{url}</code>
    </div>
    <CopyButton text={url} what="link to connect" size="md" />
  </Card>
);
