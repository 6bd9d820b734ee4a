import type { KeyboardEvent } from 'react';

/** Arrow keys go from line to line over all lists of the page, as in one; Enter and Space open, as the browser has it. */
export function moveBetweenLines(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || !(event.target instanceof HTMLElement) || event.target.tagName !== 'SUMMARY') return;
  const lines = shownLines();
  focus(event, lines[lines.indexOf(event.target) + step]);
}

/** From the filter down into what it found. */
export function moveToFirstLine(event: KeyboardEvent<HTMLElement>): void {
  if (event.key === 'ArrowDown') focus(event, shownLines()[0]);
}

const shownLines = () =>
  [...document.querySelectorAll<HTMLElement>('[data-line] > details > summary')].filter((line) =>
    line.checkVisibility(),
  );

function focus(event: KeyboardEvent<HTMLElement>, line: HTMLElement | undefined): void {
  if (!line) return;
  event.preventDefault();
  line.focus();
}
