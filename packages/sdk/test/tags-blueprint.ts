/** A blueprint of so many tags. */
export const tagsBlueprint = (name: string, count: number): string =>
  [
    'groundwork: 1',
    `name: ${name}`,
    'resources:',
    '  tag:',
    ...Array.from({ length: count }, (_, index) => `    t${index}: { name: ${name.toLowerCase()} ${index} }`),
    '',
  ].join('\n');
