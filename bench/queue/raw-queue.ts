import type { Boss } from './agency.ts';

/** pg-boss at its best, as far as its own methods go: woken by NOTIFY, and each worker fetches again until nothing is left. */
export async function workRaw(
  boss: Boss,
  queue: string,
  { workers, handle }: { workers: number; handle: (data: { n: number }) => void },
): Promise<void> {
  for (let index = 0; index < workers; index += 1) {
    const worker = { id: '' };
    worker.id = await boss.work<{ n: number }>(
      queue,
      { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 1 },
      ([job]) => {
        if (job) handle(job.data);
        boss.notifyWorker(worker.id);
        return Promise.resolve();
      },
    );
  }
}
