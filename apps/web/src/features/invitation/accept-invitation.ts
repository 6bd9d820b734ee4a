import type { ErrorView } from '@groundwork/shared';

/** Null when the link was spent and this browser is signed in; else why not. */
export type Refusal = Pick<ErrorView, 'code' | 'message'> | null;

const unreachable: Refusal = {
  code: 'INTERNAL',
  message: 'Groundwork does not answer. Check your connection and try again; the link is not spent.',
};

/** A plain request and not tRPC: the answer sets the session's cookie. */
export async function acceptInvitation(token: string): Promise<Refusal> {
  try {
    const response = await fetch('/auth/invitation', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    if (response.ok) return null;
    const body = (await response.json()) as { error?: Refusal };
    return body.error ?? unreachable;
  } catch {
    return unreachable;
  }
}
