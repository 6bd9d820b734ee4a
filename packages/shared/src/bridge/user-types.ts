export const userTypes = ['Company', 'Location'] as const;
export type UserType = (typeof userTypes)[number];
