import { Blocks, Braces, Building2, GitCompare, Layers, ListChecks, Plug, Rocket, Settings } from 'lucide-react';

/** The pages that the navigation shows, and that the command palette finds. */
export const mainLinks = [
  { to: '/provision', label: 'Provision', icon: Rocket },
  { to: '/rollouts', label: 'Rollouts', icon: Layers },
  { to: '/accounts', label: 'Accounts', icon: Building2 },
  { to: '/drift', label: 'Drift', icon: GitCompare },
  { to: '/connections', label: 'Connections', icon: Plug },
  { to: '/jobs', label: 'Jobs', icon: ListChecks },
  { to: '/blueprints', label: 'Blueprints', icon: Blocks },
  { to: '/variables', label: 'Variables', icon: Braces },
  { to: '/settings', label: 'Settings', icon: Settings },
] as const;

export const settingsLinks = [
  { to: '/settings/profile', label: 'Profile' },
  { to: '/settings/members', label: 'Members' },
  { to: '/settings/api-keys', label: 'API keys' },
  { to: '/settings/assistant', label: 'Assistant' },
] as const;

/** The same with the pages below the settings, as they are called where nothing stands around them. */
export const pageLinks = [
  ...mainLinks,
  ...settingsLinks.map(({ to, label }) => ({ to, label: `Settings: ${label}`, icon: Settings })),
  { to: '/accounts/compare', label: 'Compare accounts', icon: Building2 },
] as const;
