import { useNavigate } from '@tanstack/react-router';
import { Blocks, Building2, Layers, ListChecks } from 'lucide-react';
import { useSettled } from '../../lib/use-settled.ts';
import { trpc } from '../../trpc.ts';
import type { Command } from './command.ts';

const recentOnes = { limit: 50 };
const pauseMs = 150;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Accounts and blueprints, of which the lists are whole; the newest rollouts and jobs; and an older rollout or job whose id was typed.
 * The lists are those of the pages, mostly at hand already.
 */
export function useThings(search: string): { commands: readonly Command[]; isLoading: boolean } {
  const go = useNavigate();
  const accounts = trpc.accounts.list.useQuery();
  const blueprints = trpc.blueprints.list.useQuery();
  const rollouts = trpc.rollouts.list.useQuery(recentOnes);
  const jobs = trpc.jobs.list.useQuery(recentOnes);
  const typed = useSettled(search.trim().toLowerCase(), pauseMs);
  const id = uuid.test(typed) ? typed : '';
  // Whoever types on does not wait for it.
  const byId = { enabled: id !== '', retry: false, trpc: { abortOnUnmount: true } };
  const rollout = trpc.rollouts.get.useQuery({ id }, byId);
  const job = trpc.jobs.get.useQuery({ id }, byId);

  const rolloutsFound = new Map(
    [...(rollouts.data?.rollouts ?? []), ...(rollout.data ? [rollout.data] : [])].map((it) => [it.id, it]),
  );
  const jobsFound = new Map([...(jobs.data?.jobs ?? []), ...(job.data ? [job.data] : [])].map((it) => [it.id, it]));
  const commands: Command[] = [
    ...(accounts.data?.accounts ?? []).map(({ id: locationId, name, address }): Command => ({
      id: `account ${locationId}`,
      group: 'Accounts',
      label: name,
      detail: address ?? undefined,
      words: locationId,
      icon: Building2,
      run: () => void go({ to: '/accounts/$locationId', params: { locationId } }),
    })),
    ...(blueprints.data ?? []).map(({ id: blueprintId, name, description, latestVersion }): Command => ({
      id: `blueprint ${blueprintId}`,
      group: 'Blueprints',
      label: name,
      detail: `v${latestVersion}`,
      words: `${description ?? ''} ${blueprintId}`,
      icon: Blocks,
      run: () => void go({ to: '/blueprints/$blueprintId', params: { blueprintId } }),
    })),
    ...[...rolloutsFound.values()].map(({ id: rolloutId, name, blueprint, state }): Command => ({
      id: `rollout ${rolloutId}`,
      group: 'Rollouts',
      label: name,
      detail: state.toLowerCase(),
      words: `${blueprint.name} ${rolloutId}`,
      icon: Layers,
      run: () => void go({ to: '/rollouts/$rolloutId', params: { rolloutId } }),
    })),
    ...[...jobsFound.values()].map(({ id: jobId, location, blueprint, state }): Command => ({
      id: `job ${jobId}`,
      group: 'Jobs',
      label: `${location.name}: ${blueprint.name}`,
      detail: state.toLowerCase(),
      words: jobId,
      icon: ListChecks,
      run: () => void go({ to: '/jobs/$jobId', params: { jobId } }),
    })),
  ];
  const isLooking = id !== '' && (rollout.isFetching || job.isFetching);
  const isLoading = [accounts, blueprints, rollouts, jobs].some((list) => list.isLoading) || isLooking;
  return { commands, isLoading };
}
