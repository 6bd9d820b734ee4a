import type { Resource } from '../store/resources.ts';
import { keyOf } from './key-of.ts';

export interface CustomFieldInput {
  id: string;
  locationId: string;
  name: string;
  dataType: string;
  model: 'contact' | 'opportunity';
  options?: string[] | undefined;
  placeholder?: string | undefined;
  position?: number | undefined;
  fieldKey?: string | undefined;
  parentId?: string | undefined;
  isMultipleFile?: boolean | undefined;
  maxNumberOfFiles?: number | undefined;
}

export const optionTypes = ['CHECKBOX', 'RADIO', 'SINGLE_OPTIONS', 'MULTIPLE_OPTIONS'];

/** How GHL answers with a field. `acceptedFormat`, `textBoxListOptions` and `description` are taken, never given back. */
export function newCustomField(input: CustomFieldInput): Resource {
  const { id, locationId, name, dataType, model, parentId = '' } = input;
  return {
    id,
    name,
    model,
    fieldKey: fieldKeyOf(input),
    dataType,
    locationId,
    parentId,
    placeholder: '',
    position: 0,
    ...(optionTypes.includes(dataType) ? { picklistImageOptions: [], isAllowedCustomOption: false } : {}),
    ...(dataType === 'FILE_UPLOAD' ? { isMultiFileAllowed: false, maxFileLimit: 1 } : {}),
    ...changesOf(input),
  };
}

/** GHL docs: the key comes from the first name, in lower case with underscores, and does not follow a rename. */
export const fieldKeyOf = ({ model, fieldKey, name }: Pick<CustomFieldInput, 'model' | 'fieldKey' | 'name'>): string =>
  `${model}.${keyOf(fieldKey ?? name)}`;

/** What PUT may change too, under the names of the answer: `options` come back as `picklistOptions`. */
export function changesOf(input: Omit<CustomFieldInput, 'id' | 'locationId' | 'model' | 'dataType'>) {
  const changes = {
    name: input.name,
    placeholder: input.placeholder,
    position: input.position,
    picklistOptions: input.options,
    isMultiFileAllowed: input.isMultipleFile,
    maxFileLimit: input.maxNumberOfFiles,
  };
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
