import type { BlueprintVersionView, LibraryEntryView } from '@groundwork/shared/views';
import { BookmarkPlus } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { LinesField, TextField } from '../../components/ui/field.tsx';
import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';

interface TemplateButtonProps {
  version: BlueprintVersionView;
  deniedReason: string | null;
  /** Leads to the template that was saved. */
  link: (entry: LibraryEntryView) => ReactNode;
}

/** Puts a version into the agency's own library, for new blueprints to start from. */
export function TemplateButton({ version, deniedReason, link }: TemplateButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        disabledReason={deniedReason}
        icon={<BookmarkPlus aria-hidden className="size-3.5" />}
        onClick={() => setOpen(true)}
      >
        Save as template
      </Button>
      {isOpen ? <TemplateDialog version={version} link={link} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

const maxName = 120;
const maxDescription = 500;

interface TemplateDialogProps extends Pick<TemplateButtonProps, 'version' | 'link'> {
  onClose: () => void;
}

function TemplateDialog({ version, link, onClose }: TemplateDialogProps) {
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(version.name.slice(0, maxName));
  const [description, setDescription] = useState((version.description ?? '').slice(0, maxDescription));
  const utils = trpc.useUtils();
  const templates = trpc.blueprints.library.useQuery(undefined, { staleTime: Infinity }).data ?? [];
  const isTaken = templates.some((entry) => entry.templateId !== null && entry.name === name.trim());
  const save = trpc.blueprints.saveTemplate.useMutation({
    onSuccess: (entry) => {
      void utils.blueprints.library.invalidate();
      announce(`Saved the template ${entry.name}`);
    },
  });
  const { data } = save;
  return (
    <Dialog
      open
      onClose={onClose}
      title={data ? `“${data.name}” is in your library` : 'Save as template'}
      description={
        data
          ? 'New blueprints of your agency can start from it.'
          : `Version ${version.version} as it is. Later versions do not change the template.`
      }
      initialFocus={field}
    >
      {data ? (
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Close</Button>
          {link(data)}
        </div>
      ) : (
        <form
          className="space-y-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() === '') field.current?.focus();
            else if (!save.isPending)
              save.mutate({ versionId: version.id, name: name.trim(), description: description.trim() });
          }}
        >
          <TextField
            ref={field}
            label="Name"
            dir="auto"
            autoComplete="off"
            maxLength={maxName}
            value={name}
            hint={isTaken ? 'You have a template of this name: it is replaced.' : null}
            error={name.trim() === '' ? 'A template needs a name.' : null}
            onChange={({ target }) => setName(target.value)}
          />
          <LinesField
            label="What it is for"
            dir="auto"
            rows={3}
            maxLength={maxDescription}
            value={description}
            onChange={({ target }) => setDescription(target.value)}
          />
          {save.error ? <FailureAlert title="The template was not saved" error={save.error} /> : null}
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" look="solid" busy={save.isPending}>
              {isTaken ? 'Replace the template' : 'Save template'}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
