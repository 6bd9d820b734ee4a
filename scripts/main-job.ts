import { encodeCursor } from '@groundwork/shared/events';
import type { JobView, PlanView, VariableValues, VariableView } from '@groundwork/shared/views';
import { showPlan, showStep } from './show.ts';
import { signIn } from './sign-in.ts';
import type { SignedIn } from './sign-in.ts';

type Client = SignedIn['trpc'];
type Print = (line?: string) => void;

/** The main job, once: sign in, plan, apply, verify, and a second plan that has nothing left to do. */
export async function runMainJob(url: string, print: Print): Promise<JobView | undefined> {
  const { trpc } = await signIn(url);
  const me = await trpc.session.me.query();
  print(`Signed in as ${me.user.name} (${me.user.role}) of ${me.agency.name}.`);

  const { accounts } = await trpc.accounts.list.query();
  const [starter] = await trpc.blueprints.library.query();
  const account = accounts.find(({ state }) => state === 'active');
  if (!account || !starter) throw new Error('the agency has no account, or the library no blueprint to try.');
  const version = await trpc.blueprints.save.mutate({ source: starter.source });
  print(`Blueprint "${version.name}" (${version.resources.length} resources) for the account "${account.name}".`);

  const variables = valuesFor(version.variables, account.name);
  const input = { locationId: account.id, blueprintVersionId: version.id, variables };
  const plan = await trpc.plans.create.mutate(input);
  print();
  showPlan(plan, print);
  const job = isEmpty(plan) ? undefined : await apply(trpc, plan, print);

  const again = await trpc.plans.create.mutate(input);
  const changes = again.items.filter(({ action }) => action !== 'no-op' && action !== 'manual');
  if (changes.length > 0)
    throw new Error(`a second plan still wants ${changes.length} changes, first ${changes[0]?.address ?? ''}.`);
  print();
  print(
    job
      ? `Applied and verified: ${job.done} of ${job.total} steps, each read back from GoHighLevel.`
      : 'Nothing was left to apply.',
  );
  print('A second plan of the same: no changes.');
  return job;
}

/** Approves the plan and prints its steps as the feed tells of them. */
async function apply(trpc: Client, plan: PlanView, print: Print): Promise<JobView> {
  const job = await trpc.jobs.start.mutate({ planId: plan.id });
  print();
  print('Applying …');
  const ended = Promise.withResolvers<void>();
  const topic = `job:${job.id}` as const;
  const feed = trpc.feed.subscribe(
    { topics: [topic], lastEventId: encodeCursor({ [topic]: job.cursor }) },
    {
      onData: ({ data: { event } }) => {
        if (event.type === 'step.changed') showStep(event.step, print);
        if (event.type === 'job.changed' && event.job.finishedAt) ended.resolve();
      },
      onError: (error) => ended.reject(error),
    },
  );
  try {
    await ended.promise;
  } finally {
    feed.unsubscribe();
  }
  const end = await trpc.jobs.get.query({ id: job.id });
  for (const step of end.steps) if (step.state !== 'VERIFIED') showStep(step, print);
  if (end.state !== 'SUCCESS') throw new Error(`the job ended as ${end.state}: ${end.error?.message ?? 'see its log'}`);
  return end;
}

function isEmpty({ summary }: PlanView): boolean {
  return summary.create + summary.update + summary.delete + summary.replace + summary.adopt === 0;
}

/** Something believable for what a blueprint asks and has no default for. */
const valuesFor = (variables: VariableView[], accountName: string): VariableValues =>
  Object.fromEntries(
    variables
      .filter(({ required }) => required)
      .map(({ name, type }) => {
        if (type === 'number') return [name, 1];
        if (type === 'boolean') return [name, true];
        return [name, name.includes('phone') ? '+1 555 0100' : accountName];
      }),
  );
