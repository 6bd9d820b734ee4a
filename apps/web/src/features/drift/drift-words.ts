import type { DriftCauseView, DriftFindingView, DriftWhat } from '@groundwork/shared/views';
import { kindLabel } from '../../components/domain/kind-label.ts';
import { pathLabel } from '../../components/domain/property-label.ts';
import type { Tone } from '../../components/ui/tone.ts';
import { plural } from '../../lib/format.ts';

type Fact = Pick<DriftFindingView, 'kind' | 'title' | 'what' | 'path'>;

/** What is so, without where: `tag a2p-ok is missing`. */
export function factText({ kind, title, what, path }: Fact): string {
  const object = `${kindLabel(kind).toLowerCase()} ${title}`;
  switch (what) {
    case 'missing':
      return path === null ? `${object} is missing` : `${object} lacks ${pathLabel(path).toLowerCase()}`;
    case 'recreated':
      return `${object} was deleted and made anew`;
    case 'edited':
      return path === null ? `${object} was changed` : `${pathLabel(path).toLowerCase()} of ${object} was changed`;
  }
}

/** `38 accounts: tag a2p-ok is missing`. */
export const causeText = (cause: DriftCauseView): string => `${plural(cause.accounts, 'account')}: ${factText(cause)}`;

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const whatLooks: Record<DriftWhat, { word: string; tone: Tone }> = {
  missing: { word: 'Missing', tone: 'bad' },
  edited: { word: 'Edited', tone: 'warn' },
  recreated: { word: 'Made anew', tone: 'plum' },
};
