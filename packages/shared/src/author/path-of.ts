import type { Path } from '../blueprint/map-texts.ts';

/** The reverse of `pathText`: `resources.calendar.visit.openHours[0].from`. */
export const pathOf = (text: string): Path =>
  [...text.matchAll(/[^.[\]]+|\[\d+\]/g)].map(([step]) => (step.startsWith('[') ? Number(step.slice(1, -1)) : step));
