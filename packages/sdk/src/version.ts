/** That of package.json, without a file to read: what is published is a few files. */
export const version = '0.1.0';
