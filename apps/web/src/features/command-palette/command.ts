import type { LucideIcon } from 'lucide-react';

export const commandGroups = ['Recent', 'Actions', 'Pages', 'Accounts', 'Blueprints', 'Rollouts', 'Jobs'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** One line of the palette: where it leads, or what it does. */
export interface Command {
  /** Stays the same for the same thing, so that what was chosen lately can be found again. */
  id: string;
  group: CommandGroup;
  label: string;
  detail?: string | undefined;
  /** More that it is found by: ids, other names. */
  words?: string | undefined;
  icon: LucideIcon;
  /** What takes a while is waited for, and shown where it fails. A page is not: it may ask first whether to leave. */
  run: () => void | Promise<void>;
}
