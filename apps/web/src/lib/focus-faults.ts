/** A form that is not sent leads to its first field with a fault, and so to the words that stand with it. */
export function focusFaults(): void {
  document.addEventListener('submit', ({ target }) => {
    // Once the faults are shown.
    setTimeout(() => {
      if (target instanceof Element) target.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
    });
  });
}
