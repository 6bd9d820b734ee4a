/** How a way over the link to connect can end. */
export const connectResults = ['ok', 'other-account', 'denied', 'failed'] as const;
export type ConnectResult = (typeof connectResults)[number];
