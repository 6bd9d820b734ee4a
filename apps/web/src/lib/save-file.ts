/** Hands a text over as a file, as if it had been downloaded. */
export function saveFile(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Not every browser has read it by the end of the click.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** `Bright Smile Dental` → `bright-smile-dental`: a name that every file system takes. */
export const fileWord = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60) || 'file';
