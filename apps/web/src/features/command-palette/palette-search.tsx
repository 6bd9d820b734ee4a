import { Autocomplete } from '@base-ui/react/autocomplete';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { Kbd } from '../../components/ui/kbd.tsx';
import { Spinner } from '../../components/ui/spinner.tsx';
import type { Command } from './command.ts';
import { findCommands, type FoundGroup } from './find-commands.ts';
import { type PageLink, useCommands } from './use-commands.ts';
import { useRecent } from './use-recent.ts';

interface PaletteSearchProps {
  pages: readonly PageLink[];
  onSignOut: () => void;
  onDone: () => void;
}

export function PaletteSearch({ pages, onSignOut, onDone }: PaletteSearchProps) {
  const [search, setSearch] = useState('');
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const { recent, keep } = useRecent();
  const { commands, isLoading } = useCommands({ pages, search, onSignOut });
  const groups = findCommands(commands, { search, recent });
  const choose = async (command: Command) => {
    if (busy !== null) return;
    keep(command.id);
    setFailure(null);
    setBusy(command.id);
    try {
      await command.run();
      onDone();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(null);
    }
  };
  return (
    <Autocomplete.Root
      inline
      open
      items={groups}
      mode="none"
      value={search}
      onValueChange={(value, { reason }) => {
        if (reason !== 'item-press') setSearch(value);
      }}
      itemToStringValue={({ label }: Command) => label}
      autoHighlight="always"
      keepHighlight
    >
      <div className="flex items-center gap-2.5 border-b border-line px-4">
        <Search aria-hidden className="size-4 shrink-0 text-muted" />
        <Autocomplete.Input
          aria-label="Search or do"
          placeholder="Search pages, accounts, blueprints, rollouts, jobs…"
          maxLength={200}
          className="h-12 w-full min-w-0 bg-transparent text-base outline-none placeholder:text-muted"
        />
        {isLoading ? <Spinner /> : <Kbd>Esc</Kbd>}
      </div>
      {failure === null ? null : (
        <div className="p-3">
          <FailureAlert title="It was not done" error={failure} />
        </div>
      )}
      <div className="min-h-0 flex-1 overflow-y-auto">
        <Autocomplete.Empty>
          <p className="px-4 py-8 text-center text-sm text-muted empty:hidden">
            {isLoading ? 'Looking…' : `Nothing matches “${search.trim()}”.`}
          </p>
        </Autocomplete.Empty>
        <Autocomplete.List className="p-1.5 empty:hidden">
          {({ value, items }: FoundGroup) => (
            <Autocomplete.Group key={value} items={items} className="mb-1">
              <Autocomplete.GroupLabel className="px-2.5 pt-1.5 pb-0.5 text-xs text-muted">
                {value}
              </Autocomplete.GroupLabel>
              <Autocomplete.Collection>
                {(command: Command) => (
                  <PaletteItem
                    key={command.id}
                    command={command}
                    isBusy={busy === command.id}
                    onChoose={() => void choose(command)}
                  />
                )}
              </Autocomplete.Collection>
            </Autocomplete.Group>
          )}
        </Autocomplete.List>
      </div>
    </Autocomplete.Root>
  );
}

interface PaletteItemProps {
  command: Command;
  isBusy: boolean;
  onChoose: () => void;
}

function PaletteItem({ command, isBusy, onChoose }: PaletteItemProps) {
  const { icon: Icon, label, detail } = command;
  return (
    <Autocomplete.Item
      value={command}
      onClick={onChoose}
      className="flex min-h-9 scroll-my-2 items-center gap-2.5 rounded-md px-2.5 text-sm outline-none data-highlighted:bg-sunken"
    >
      {isBusy ? <Spinner /> : <Icon aria-hidden className="size-4 shrink-0 text-muted" />}
      <span dir="auto" className="min-w-0 truncate">
        {label}
      </span>
      {detail ? (
        <span dir="auto" className="ml-auto min-w-0 shrink-[9] truncate text-xs text-muted">
          {detail}
        </span>
      ) : null}
    </Autocomplete.Item>
  );
}
