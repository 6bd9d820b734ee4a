import { expect, test } from 'vitest';
import { unheardOf } from './standing-rows.ts';
import { weighEvidence } from './weigh-evidence.ts';
import type { Sighting, Standing } from './weigh-evidence.ts';

const day = (number: number) => new Date(number * 86_400_000);
const seen = (companyId: string | null, at: number, rest: Partial<Sighting> = {}): Sighting => ({
  companyId,
  name: null,
  address: null,
  at: day(at),
  companyUninstalledAt: null,
  movedAt: null,
  ...rest,
});
const at = (companyId: string | null, installed: number, rest: Partial<Standing> = {}): Standing => ({
  ...unheardOf,
  companyId,
  companyAt: companyId === null ? null : day(installed),
  installedAt: day(installed),
  ...rest,
});

test.for<[guarantee: string, Standing, Sighting, ReturnType<typeof weighEvidence>]>([
  ['what is new is kept', unheardOf, seen('a', 1), { outcome: 'kept', standing: at('a', 1) }],
  ['an agency learns of one seen without it', at(null, 1), seen('a', 2), { outcome: 'kept', standing: at('a', 2) }],
  ['newer evidence renews', at('a', 1), seen('a', 2), { outcome: 'kept', standing: at('a', 2) }],
  ['older evidence renews nothing', at('a', 2), seen('a', 1), { outcome: 'kept', standing: at('a', 2) }],
  ['another agency moves it', at('a', 1), seen('b', 2), { outcome: 'moved', standing: at('b', 2) }],
  ['older evidence of another does not', at('b', 2), seen('a', 1), { outcome: 'stays-away', standing: at('b', 2) }],
  [
    'evidence without an agency renews, and does not say whose it is',
    at('a', 1),
    seen(null, 5),
    { outcome: 'kept', standing: at('a', 5, { companyAt: day(1) }) },
  ],
  [
    'so another agency, seen in between, has it',
    at('a', 5, { companyAt: day(1) }),
    seen('b', 3),
    { outcome: 'moved', standing: at('b', 5, { companyAt: day(3) }) },
  ],
  [
    'an agency that it has left gets it back with newer evidence alone',
    at(null, 1),
    seen('a', 2, { movedAt: day(3) }),
    { outcome: 'stays-away', standing: at(null, 1) },
  ],
  [
    'which then brings it back',
    at(null, 1),
    seen('a', 4, { movedAt: day(3) }),
    { outcome: 'kept', standing: at('a', 4) },
  ],
  [
    'an UNINSTALL of the agency counts for one heard of later',
    unheardOf,
    seen('a', 1, { companyUninstalledAt: day(2) }),
    { outcome: 'kept', standing: at('a', 1, { uninstalledAt: day(2) }) },
  ],
  [
    'an UNINSTALL of its former agency ends with the move',
    at('a', 1, { uninstalledAt: day(4) }),
    seen('b', 2),
    { outcome: 'moved', standing: at('b', 2) },
  ],
  [
    'an UNINSTALL by its name does not',
    at('a', 1, { uninstalledAt: day(4), uninstalledByNameAt: day(3) }),
    seen('b', 2),
    { outcome: 'moved', standing: at('b', 2, { uninstalledAt: day(3), uninstalledByNameAt: day(3) }) },
  ],
  [
    'a name comes with who knows it, and stays',
    at('a', 1, { name: 'Old', address: 'Here' }),
    seen('a', 2, { name: 'New' }),
    { outcome: 'kept', standing: at('a', 2, { name: 'New', address: 'Here' }) },
  ],
])('%s', ([, standing, sighting, expected]) => {
  expect(weighEvidence(standing, sighting)).toEqual(expected);
});
