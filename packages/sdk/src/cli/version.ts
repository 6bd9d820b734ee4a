/** That of package.json, without a file to read: what is published is one file. */
export const version = '0.1.0';
