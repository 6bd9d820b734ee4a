import type { Overwrite } from '@groundwork/shared/plan';
import { createContext, use } from 'react';
import type { ClientEdit, EditChoices } from './edit-choices.ts';

export interface EditChoosing {
  /** What the plan overwrites as it stands. */
  overwrite: readonly Overwrite[];
  choices: EditChoices;
  /** Null: there is nothing to choose, because the plan was applied, is a rollback, or the role may not. */
  onChoose: ((edit: ClientEdit, overwrites: boolean) => void) | null;
  /** Begins the sentence that ends with the value an edit is kept against. */
  otherwise: string;
}

/** Far down, in the lines of a plan, a choice is made that the page collects. */
export const EditChoicesContext = createContext<EditChoosing>({
  overwrite: [],
  choices: new Map(),
  onChoose: null,
  otherwise: 'the blueprint says',
});

export const useEditChoices = (): EditChoosing => use(EditChoicesContext);
