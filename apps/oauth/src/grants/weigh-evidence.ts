/** Where a location belongs and what was last heard of it, as its row holds it. */
export interface Standing {
  companyId: string | null;
  companyAt: Date | null;
  name: string | null;
  address: string | null;
  installedAt: Date | null;
  uninstalledAt: Date | null;
  uninstalledByNameAt: Date | null;
}

/** The app was seen on a location at a time. An INSTALL through "future locations" may not say whose it is. */
export interface Sighting {
  companyId: string | null;
  name: string | null;
  address: string | null;
  at: Date;
  /** When the whole company was uninstalled, if it ever was. */
  companyUninstalledAt: Date | null;
  /** When the location left this company, if it is known to have. */
  movedAt: Date | null;
}

export interface Weighed {
  /** `moved`: it belonged to another company. `stays-away`: it belongs to another one since, so this is where it used to be. */
  outcome: 'kept' | 'moved' | 'stays-away';
  standing: Standing;
}

/**
 * What a sighting changes. Order does not matter: the newest evidence that names a company decides whose the location is,
 * and the newest of all whether it is installed. What ended it through its former company ends with that.
 */
export function weighEvidence(standing: Standing, seen: Sighting): Weighed {
  const installedAt = later(standing.installedAt, seen.at);
  const { companyId, at } = seen;
  if (companyId === null) return { outcome: 'kept', standing: { ...standing, installedAt } };

  const isOverruled = seen.movedAt !== null && at <= seen.movedAt;
  const belongs = standing.companyId === companyId;
  const isOlder = standing.companyId !== null && standing.companyAt !== null && at <= standing.companyAt;
  if (isOverruled || (!belongs && isOlder)) return { outcome: 'stays-away', standing };

  return {
    outcome: belongs || standing.companyId === null ? 'kept' : 'moved',
    standing: {
      companyId,
      companyAt: later(belongs ? standing.companyAt : null, at),
      name: seen.name ?? standing.name,
      address: seen.address ?? standing.address,
      installedAt,
      uninstalledAt: later(belongs ? standing.uninstalledAt : standing.uninstalledByNameAt, seen.companyUninstalledAt),
      uninstalledByNameAt: standing.uninstalledByNameAt,
    },
  };
}

function later(one: Date | null, other: Date): Date;
function later(one: Date | null, other: Date | null): Date | null;
function later(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}
