import type { ExpressionBuilder, Selectable } from 'kysely';
import type { OAuthDatabase } from '../db/schema.ts';
import type { Standing } from './weigh-evidence.ts';

export type LocationRow = Selectable<OAuthDatabase['installed_locations']>;

export const unheardOf: Standing = {
  companyId: null,
  companyAt: null,
  name: null,
  address: null,
  installedAt: null,
  uninstalledAt: null,
  uninstalledByNameAt: null,
};

export const standingOf = (row: LocationRow): Standing => ({
  companyId: row.company_id,
  companyAt: row.company_at,
  name: row.name,
  address: row.address,
  installedAt: row.installed_at,
  uninstalledAt: row.uninstalled_at,
  uninstalledByNameAt: row.uninstalled_by_name_at,
});

export const columnsOf = (standing: Standing) => ({
  company_id: standing.companyId,
  company_at: standing.companyAt,
  name: standing.name,
  address: standing.address,
  installed_at: standing.installedAt,
  uninstalled_at: standing.uninstalledAt,
  uninstalled_by_name_at: standing.uninstalledByNameAt,
});

/** A location that has just come to an agency: nothing is known of it there. */
export const freshHere = { paused_at: null, deleted_at: null, asked_at: null, ask_after: null };

export const keptAsIs = ({
  paused_at,
  deleted_at,
  asked_at,
  ask_after,
}: LocationRow): Record<keyof typeof freshHere, Date | null> => ({ paused_at, deleted_at, asked_at, ask_after });

/** The row is there and locked: what was worked out from it takes its place. */
export const overwriting = (eb: Excluding) => ({
  company_id: eb.ref('excluded.company_id'),
  company_at: eb.ref('excluded.company_at'),
  name: eb.ref('excluded.name'),
  address: eb.ref('excluded.address'),
  installed_at: eb.ref('excluded.installed_at'),
  uninstalled_at: eb.ref('excluded.uninstalled_at'),
  uninstalled_by_name_at: eb.ref('excluded.uninstalled_by_name_at'),
  paused_at: eb.ref('excluded.paused_at'),
  deleted_at: eb.ref('excluded.deleted_at'),
  asked_at: eb.ref('excluded.asked_at'),
  ask_after: eb.ref('excluded.ask_after'),
});

type Excluding = ExpressionBuilder<
  OAuthDatabase & { excluded: OAuthDatabase['installed_locations'] },
  'installed_locations' | 'excluded'
>;
