import type { Role } from '@groundwork/shared';
import type { MemberView } from '@groundwork/shared/views';

/** Who looks at the list, and why they may not manage it; null when they may. */
export interface Viewer {
  id: string;
  role: Role;
  denied: string | null;
}

/** Why this member's role and membership cannot be changed by the viewer; null when they can. The API decides, this explains. */
export function fixedReason(member: MemberView, viewer: Viewer): string | null {
  if (viewer.denied) return viewer.denied;
  if (member.id === viewer.id) return 'Nobody changes their own role. Ask another admin.';
  if (member.role === 'owner') return 'The owner’s role changes only when the owner hands the agency over.';
  return null;
}

/** Why the agency cannot be handed over to this member; undefined where the viewer could not hand it over to anybody. */
export function transferObstacle(member: MemberView, viewer: Viewer): string | null | undefined {
  if (viewer.role !== 'owner' || member.id === viewer.id) return undefined;
  return member.signsInByGhl ? null : 'An owner signs in with GoHighLevel, and this member does not yet.';
}

/** A link helps only those who have no other way in. */
export const mayNeedLink = (member: MemberView, viewer: Viewer): boolean =>
  !member.signsInByGhl && fixedReason(member, viewer) === null;
