import { ServiceError } from '../../service-error.ts';
import { listUsers } from '../people.ts';
import type { GhlAccountUser } from '../people.ts';
import type { Send } from '../send.ts';

/** The users of an account, by id and by e-mail address. */
export interface Team {
  /** The e-mail address, or `user:<id>` for whoever is no user of the account: a PUT must not lose them. */
  nameOf(userId: string): string;
  /** Throws where the account has no such user. */
  idOf(name: string): string;
}

export const readTeam = async (send: Send): Promise<Team> => teamOf(await listUsers(send));

export function teamOf(users: readonly GhlAccountUser[]): Team {
  const known = users.filter(({ email }) => email !== '');
  const emails = new Map(known.map(({ id, email }) => [id, email]));
  const ids = new Map(known.map(({ id, email }) => [email, id]));
  return {
    nameOf: (userId) => emails.get(userId) ?? `${stranger}${userId}`,
    idOf(name) {
      const id = name.startsWith(stranger) ? name.slice(stranger.length) : ids.get(name.toLowerCase());
      if (id !== undefined) return id;
      throw new ServiceError({
        service: 'ghl',
        operation: 'user.search',
        code: 'CONFLICT',
        message: `This account has no user ${name}. Add the user in GHL, then make a new plan.`,
        retryable: false,
        outcome: 'not-applied',
      });
    },
  };
}

const stranger = 'user:';
