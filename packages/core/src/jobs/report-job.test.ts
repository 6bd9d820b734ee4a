import { hashJson, type Json } from '@groundwork/shared';
import type { JobReportView } from '@groundwork/shared/views';
import { expect, test } from 'vitest';
import { saveBlueprint } from '../blueprints/save-blueprint.ts';
import { createPlan } from '../plans/create-plan.ts';
import { account, location, openClinic } from '../testing/clinic.ts';
import { everyKind } from '../testing/every-kind.ts';
import { cancelJob } from './cancel-job.ts';
import { reportJob } from './report-job.ts';
import { startJob } from './start-job.ts';

const clinic = openClinic();

const value = (text: string) =>
  `groundwork: 1\nname: Clinic\nresources:\n  customValue:\n    a: { name: A, value: ${text} }\n    b: { name: B, value: same }\n  tag:\n    t: { name: t }\n`;

function digestOf(report: JobReportView): string {
  // As whoever got it over the wire would.
  const { generatedAt: _, digest: __, ...proof } = JSON.parse(JSON.stringify(report)) as JobReportView;
  return hashJson(proof as unknown as Json);
}

test('a report says what was applied, when it was verified, what was there, what was kept, and proves itself', async () => {
  await clinic.apply(value('first'));
  const live = await clinic.find('customValue', 'B');
  await clinic.world.core.ghl.update('customValue', account, live, { name: 'B', value: 'of the client' });
  const job = await clinic.apply(value('second'));
  const report = await reportJob(clinic.ctx, { id: job.id });

  expect(report).toMatchObject({
    groundworkReport: 1,
    agency: { companyId: account.companyId },
    job: { id: job.id, state: 'SUCCESS', purpose: 'apply', location: { name: location.name } },
    plan: { createdBy: 'Some owner' },
    lines: [
      {
        address: 'customValue.a',
        action: 'update',
        state: 'VERIFIED',
        changes: [{ path: 'value', before: 'first', after: 'second' }],
        error: null,
      },
    ],
    kept: [{ address: 'customValue.b', changes: [{ path: 'value', before: 'of the client', after: 'same' }] }],
    leftToPerson: [],
  });
  expect(report.unchanged.map(({ address }) => address)).toEqual(['tag.t', 'customValue.b']);
  const [line] = report.lines;
  const step = job.steps[0];
  expect(line?.verifiedAt && step?.finishedAt && line.verifiedAt >= step.finishedAt).toBe(true);
  expect(report.digest).toBe(digestOf(report));
  expect((await reportJob(clinic.ctx, { id: job.id })).digest).toBe(report.digest);
});

test('a report tells nobody a secret', async () => {
  const source = `groundwork: 1\nname: Clinic\nvariables:\n  key: { type: string, secret: true }\nresources:\n  customValue:\n    a: { name: A, value: "\${var.key}" }\n`;
  const version = await saveBlueprint(clinic.ctx, source);
  const plan = await createPlan(clinic.ctx, {
    locationId: location.id,
    blueprintVersionId: version.id,
    variables: { key: 'hush-hush' },
  });
  const job = await clinic.run(await startJob(clinic.ctx, { planId: plan.id }));
  const report = await reportJob(clinic.ctx, { id: job.id });
  expect(report.plan.variables).toEqual({ key: '(secret)' });
  expect(JSON.stringify(report)).not.toContain('hush-hush');
});

test('a report names what is left to a person, and what waits for that', async () => {
  const withheld = {
    missingScopes: (kind: string) =>
      Promise.resolve({ read: [], write: kind === 'calendarGroup' ? ['calendars/groups.write'] : [] }),
  };
  clinic.ctx.ghl = { ...clinic.world.core.ghl, ...withheld };
  const plan = await clinic.plan(everyKind);
  const job = await clinic.run(await startJob(clinic.ctx, { planId: plan.id }), withheld);
  const report = await reportJob(clinic.ctx, { id: job.id });
  expect(report.lines).toHaveLength(5);
  expect(report.leftToPerson.map(({ address, notes }) => [address, notes[0]?.slice(0, 30)])).toEqual([
    ['calendarGroup.visits', 'GHL has not granted calendars/'],
    ['calendar.check_up', 'It waits for a step by hand. D'],
    ['triggerLink.book', 'It waits for a step by hand. D'],
  ]);
});

test('a job that has not ended has no report, and one that was cancelled says what was not attempted', async () => {
  const job = await clinic.start(value('first'));
  await expect(reportJob(clinic.ctx, { id: job.id })).rejects.toMatchObject({ code: 'CONFLICT' });
  await cancelJob(clinic.ctx, { id: job.id });
  const report = await reportJob(clinic.ctx, { id: job.id });
  expect(report.job.state).toBe('CANCELLED');
  expect(report.lines.map(({ state, verifiedAt }) => [state, verifiedAt])).toEqual(
    Array.from({ length: 3 }, () => ['NOT_ATTEMPTED', null]),
  );
});
