/** What is shown in place of a secret variable's value. */
export const secretText = '(secret)';
