import { may, type Permission } from '@groundwork/shared';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Copy, FilePlus, GitCompare, Layers, LogOut, type LucideIcon, RefreshCw, SunMoon } from 'lucide-react';
import { announce } from '../../lib/announce.tsx';
import { copyText } from '../../lib/copy-text.ts';
import { plural } from '../../lib/format.ts';
import { setTheme, themes, useTheme } from '../../lib/theme.ts';
import { trpc } from '../../trpc.ts';
import { useMe } from '../session/use-me.ts';
import type { Command } from './command.ts';

const idNames: Record<string, string> = {
  locationId: 'account id',
  blueprintId: 'blueprint id',
  planId: 'plan id',
  jobId: 'job id',
  rolloutId: 'rollout id',
  causeKey: 'drift key',
};

/** What can be done from anywhere, as far as the member's role allows. */
export function useActions({ onSignOut }: { onSignOut: () => void }): Command[] {
  const { role } = useMe().user;
  const navigate = useNavigate();
  const utils = trpc.useUtils();
  const current = useTheme();
  const params: Record<string, string | undefined> = useParams({ strict: false });
  const sync = trpc.accounts.sync.useMutation();
  const check = trpc.drift.check.useMutation();
  const allowed = (permission: Permission, command: Command) => (may(role, permission) ? [command] : []);

  const syncAccounts = async () => {
    const view = await sync.mutateAsync();
    utils.accounts.list.setData(undefined, view);
    void utils.connections.check.invalidate();
    announce(`Refreshed: ${plural(view.accounts.length, 'account')}`);
    void navigate({ to: '/accounts' });
  };
  const checkDrift = async () => {
    const { requested } = await check.mutateAsync({});
    announce(requested === 0 ? 'There is nothing to check' : `${plural(requested, 'account')} to check`);
    void utils.drift.get.invalidate();
    void navigate({ to: '/drift' });
  };
  return [
    ...allowed(
      'blueprint.write',
      action('New blueprint', FilePlus, { run: () => void navigate({ to: '/blueprints/new' }) }),
    ),
    ...allowed('rollout.run', action('New rollout', Layers, { run: () => void navigate({ to: '/rollouts/new' }) })),
    ...allowed(
      'account.sync',
      action('Sync accounts', RefreshCw, { words: 'refresh from GoHighLevel', run: syncAccounts }),
    ),
    ...allowed('drift.handle', action('Check drift now', GitCompare, { words: 'all', run: checkDrift })),
    ...Object.entries(params).flatMap(([name, id]) => {
      const what = idNames[name];
      return what && id ? [action(`Copy ${what}`, Copy, { detail: id, run: () => copy(what, id) })] : [];
    }),
    ...themes
      .filter((theme) => theme !== current)
      .map((theme) => action(`Theme: ${theme}`, SunMoon, { words: 'switch appearance', run: () => setTheme(theme) })),
    action('Sign out', LogOut, { words: 'log out', run: onSignOut }),
  ];
}

const action = (label: string, icon: LucideIcon, rest: Partial<Command> & Pick<Command, 'run'>): Command => ({
  id: `action ${label}`,
  group: 'Actions',
  label,
  icon,
  ...rest,
});

async function copy(what: string, id: string): Promise<void> {
  if (!(await copyText(id))) throw new Error(`The browser did not let it be copied. The ${what} is ${id}`);
  announce(`Copied ${what}`);
}
