import type { DriftCauseView } from '../../index.ts';
import { CliError } from '../cli-error.ts';
import type { Cli } from './cli.ts';

/** What is said of it where it is listed, and so what is typed: `tag.vip`, `customField.plan:name`. */
export const causeName = ({ address, path }: Pick<DriftCauseView, 'address' | 'path'>): string =>
  path === null ? address : `${address}:${path}`;

/** Names it where the same resource differs in two ways. */
export const shortKey = ({ key }: Pick<DriftCauseView, 'key'>): string => key.slice(0, 8);

/** Each by the address of the resource, `address:path`, its key or the beginning of it. Named twice it is one. */
export async function findCauses(cli: Cli, wanted: readonly string[]): Promise<DriftCauseView[]> {
  const causes = await cli.groundwork.drift.causes().toArray();
  return [...new Set(wanted.map((one) => meant(causes, one)))];
}

function meant(causes: readonly DriftCauseView[], wanted: string): DriftCauseView {
  const [only, ...others] = matching(causes, wanted);
  if (only && others.length === 0) return only;
  if (only)
    throw new CliError(`${others.length + 1} differences are meant by "${wanted}". Name one by its key.`, {
      code: 'AMBIGUOUS',
      where: [only, ...others].map((cause) => `${shortKey(cause)} ${causeName(cause)} of ${cause.blueprint.name}`),
    });
  throw new CliError(
    `There is no drift of "${wanted}" as the accounts were checked last. Somebody may have mended it already.`,
    {
      code: 'NOT_FOUND',
      where: causes.slice(0, 10).map((cause) => `${shortKey(cause)} ${causeName(cause)}`),
      next: 'groundwork drift --check',
    },
  );
}

function matching(causes: readonly DriftCauseView[], wanted: string): DriftCauseView[] {
  const ways: ((cause: DriftCauseView) => boolean)[] = [
    ({ key }) => key === wanted,
    (cause) => causeName(cause) === wanted,
    ({ address }) => address === wanted,
    ({ key }) => /^[0-9a-f]{4,}$/.test(wanted) && key.startsWith(wanted),
  ];
  for (const way of ways) {
    const found = causes.filter(way);
    if (found.length > 0) return found;
  }
  return [];
}
