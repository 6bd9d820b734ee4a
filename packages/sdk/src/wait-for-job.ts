import type { JobView } from '@groundwork/shared/views';
import { type Caller, patient } from './caller.ts';
import { followJob, type JobEvent } from './follow-job.ts';
import { within } from './within.ts';

export interface WaitForJobOptions {
  signal?: AbortSignal | undefined;
  /** For the whole wait: it then rejects with `TIMED_OUT`, and the job goes on. Without end unless told. */
  timeoutMs?: number | undefined;
  /** Told each event on the way. */
  onEvent?: ((event: JobEvent) => void) | undefined;
}

/** Resolves when the job has ended, however it ended: look at `state`. */
export function waitForJob(
  caller: Caller,
  id: string,
  { onEvent, ...limit }: WaitForJobOptions = {},
): Promise<JobView> {
  return within(limit, 'job', async (signal) => {
    const look = (maxRetries?: number) =>
      caller.read((sent) => caller.trpc.jobs.get.query({ id }, sent), { signal, maxRetries });
    const { cursor } = await look();
    for await (const event of followJob(caller, id, { after: cursor, signal })) onEvent?.(event);
    return look(patient);
  });
}
