import { expect, test } from 'vitest';
import { openClinic, tagsBlueprint } from '../testing/clinic.ts';
import { watchForCancel } from './cancel-watch.ts';
import { JobCancelled } from './job-stopped.ts';

const clinic = openClinic();

const cancel = (id: string) =>
  clinic.world.core.db.updateTable('jobs').set({ cancel_requested_at: new Date() }).where('id', '=', id).execute();

test('a cancel reaches the job it is about and no other, though one look is at all that a process runs', async () => {
  const { core } = clinic.world;
  const jobs = [await clinic.start(tagsBlueprint(1)), await clinic.start(tagsBlueprint(2))] as const;
  const [first, second] = [watchForCancel(core, jobs[0].id), watchForCancel(core, jobs[1].id)];
  await cancel(jobs[1].id);
  await expect.poll(() => second.signal.reason).toBeInstanceOf(JobCancelled);
  expect(first.signal.aborted).toBe(false);
  second.stop();

  await cancel(jobs[0].id);
  await expect.poll(() => first.signal.aborted).toBe(true);
  first.stop();
});

test('who has stopped watching hears no more, and who begins after everybody has stopped hears again', async () => {
  const { core } = clinic.world;
  const { id } = await clinic.start(tagsBlueprint(1));
  const gone = watchForCancel(core, id);
  gone.stop();
  const other = watchForCancel(core, id);
  await cancel(id);
  await expect.poll(() => other.signal.aborted).toBe(true);
  expect(gone.signal.aborted).toBe(false);
  other.stop();
});
