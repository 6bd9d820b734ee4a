import { useNavigate } from '@tanstack/react-router';
import type { LucideIcon } from 'lucide-react';
import type { Command } from './command.ts';
import { useActions } from './use-actions.ts';
import { useThings } from './use-things.ts';

export interface PageLink {
  to: string;
  label: string;
  icon: LucideIcon;
}

interface UseCommandsOptions {
  pages: readonly PageLink[];
  search: string;
  onSignOut: () => void;
}

/** All that can be chosen; `isLoading` while some of it is on its way. */
export function useCommands({ pages, search, onSignOut }: UseCommandsOptions): {
  commands: readonly Command[];
  isLoading: boolean;
} {
  const navigate = useNavigate();
  const actions = useActions({ onSignOut });
  const { commands: things, isLoading } = useThings(search);
  const links = pages.map(({ to, label, icon }): Command => ({
    id: `page ${to}`,
    group: 'Pages',
    label,
    icon,
    run: () => void navigate({ to }),
  }));
  return { commands: [...actions, ...links, ...things], isLoading };
}
