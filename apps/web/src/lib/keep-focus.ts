/** An element that has the focus or had it, and where it stands: enough to find the place again when it is gone. */
interface Spot {
  element: HTMLElement;
  /** It and all around it, from the inside out, each between those beside it. */
  levels: readonly { element: Element; parent: Element; previous: Element | null; next: Element | null }[];
}

const popups = '[role=dialog], [role=alertdialog], [role=menu]';
const controls = 'a[href], button, input, select, textarea, summary, [tabindex]';
const stops = `li, tr, ${controls}`;
const areas = 'section, form, fieldset, [role=dialog], main';

/**
 * What has the focus may go: a row that was deleted, a button that is another now, a dialog that was closed. The browser then lets it
 * fall to the body, where no key does anything and a screen reader begins anew. This puts it where a person goes on: from a popup to
 * what opened it; else to what took the place or is next to it. Whatever takes the focus by itself has it.
 */
export function keepFocus(): void {
  let last: Spot | null = null;
  /** What had the focus before each popup took it. */
  const openers = new WeakMap<Element, Spot | null>();

  const note = (element: HTMLElement) => {
    const popup = element.closest(popups);
    if (popup && !openers.has(popup)) openers.set(popup, last);
    last = spotOf(element);
  };
  const find = (spot: Spot | null): Element | null => {
    if (!spot || isThere(spot.element)) return spot?.element ?? null;
    const closed = spot.levels.findLast(({ element }) => element.matches(popups) && !element.isConnected);
    return closed ? find(openers.get(closed.element) ?? null) : placeOf(spot);
  };
  const restore = () => {
    const place = isNowhere() && last && !isThere(last.element) ? find(last) : null;
    if (place instanceof HTMLElement) take(place);
  };

  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement) note(target);
  });
  // Safari gives a button no focus when it is clicked.
  document.addEventListener(
    'click',
    ({ target }) => {
      const control = target instanceof Element ? target.closest<HTMLElement>(controls) : null;
      if (control && isNowhere()) note(control);
    },
    true,
  );
  document.addEventListener('focusout', ({ target, relatedTarget }) => {
    if (relatedTarget !== null) return;
    setTimeout(() => {
      if (!isNowhere() || last?.element !== target || !isThere(last.element)) return;
      // A click beside everything is a wish. Beside a popup it is none while that stays open.
      if (last.element.closest(popups)) take(last.element);
      else last = null;
    });
  });
  // After the effects of what came instead, which may take the focus.
  new MutationObserver(() => {
    if (last && isNowhere()) setTimeout(restore);
  }).observe(document, { childList: true, subtree: true });
}

const isNowhere = (): boolean => document.activeElement === document.body || document.activeElement === null;
const isThere = (element: Element): boolean => element.isConnected && element.checkVisibility();

function spotOf(element: HTMLElement): Spot {
  const levels = [];
  for (let here: Element = element; here.parentElement; here = here.parentElement)
    levels.push({
      element: here,
      parent: here.parentElement,
      previous: here.previousElementSibling,
      next: here.nextElementSibling,
    });
  return { element, levels };
}

/** The row or the control that stands there now or next to it, else the nearest that can be used around it. */
function placeOf({ levels }: Spot): Element | null {
  const rest = levels.find(({ parent }) => isThere(parent));
  if (!rest) return null;
  const { parent, previous, next } = rest;
  const there = previous?.parentElement === parent ? previous.nextElementSibling : parent.firstElementChild;
  const isStop = (found: Element | null) => found?.parentElement === parent && found.matches(stops) && isThere(found);
  const stop = [there, next, previous].find(isStop);
  if (stop) return stop;
  const region = parent.closest(`li, tr, ${areas}`);
  // A row is small enough to go on from its beginning, and what a page loses besides its regions changes all of it.
  return region?.matches(areas) && !region.matches('main') ? (nearestIn(region, there, parent) ?? region) : region;
}

/** After the place or, at the end, before it. The place is before `there`, or at the end of its parent. */
function nearestIn(region: Element, there: Element | null, parent: Element): Element | undefined {
  const found = [...region.querySelectorAll<HTMLElement>(controls)].filter((one) => one.tabIndex >= 0 && isThere(one));
  const isAfter = (one: Element) =>
    there ? there.contains(one) || comesAfter(one, there) : comesAfter(one, parent) && !parent.contains(one);
  return found.find(isAfter) ?? found.at(-1);
}

const comesAfter = (one: Element, other: Element): boolean =>
  (other.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

function take(place: HTMLElement): void {
  // It may be long ago that a person who reads elsewhere now left the focus here.
  const options = { preventScroll: true };
  place.focus(options);
  if (document.activeElement === place) return;
  // A row or a region: to be read, and for the Tab to go on from; no stop of the keyboard afterwards.
  place.tabIndex = -1;
  place.addEventListener('blur', () => place.removeAttribute('tabindex'), { once: true });
  place.focus(options);
}
