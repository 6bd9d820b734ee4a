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
  description?: string | undefined;
  acceptedFormat?: string[] | undefined;
  isMultipleFile?: boolean | undefined;
  maxNumberOfFiles?: number | undefined;
  textBoxListOptions?: unknown[] | undefined;
}

export const optionTypes = ['CHECKBOX', 'RADIO', 'SINGLE_OPTIONS', 'MULTIPLE_OPTIONS'];

/** How GHL answers with a field: options go in as `options` and come back as `picklistOptions`. */
export function newCustomField(input: CustomFieldInput): Resource {
  return {
    id: input.id,
    name: input.name,
    model: input.model,
    fieldKey: fieldKeyOf(input),
    dataType: input.dataType,
    locationId: input.locationId,
    parentId: input.parentId ?? '',
    ...changeableFields(input),
  };
}

/** GHL docs: the key comes from the first name, in lower case with underscores, and does not follow a rename. */
export const fieldKeyOf = ({ model, fieldKey, name }: Pick<CustomFieldInput, 'model' | 'fieldKey' | 'name'>): string =>
  `${model}.${keyOf(fieldKey ?? name)}`;

/** What PUT may change too, in the shape of an answer. */
export function changeableFields(
  input: Omit<CustomFieldInput, 'id' | 'locationId' | 'model'>,
): Record<string, unknown> {
  const isFile = input.dataType === 'FILE_UPLOAD';
  return {
    placeholder: input.placeholder ?? '',
    position: input.position ?? 0,
    ...(input.description === undefined ? {} : { description: input.description }),
    ...(optionTypes.includes(input.dataType)
      ? { picklistOptions: input.options ?? [], picklistImageOptions: [], isAllowedCustomOption: false }
      : {}),
    ...(isFile
      ? {
          acceptedFormat: input.acceptedFormat ?? [],
          isMultiFileAllowed: input.isMultipleFile ?? false,
          maxFileLimit: input.maxNumberOfFiles ?? 1,
        }
      : {}),
    ...(input.dataType === 'TEXTBOX_LIST' ? { textBoxListOptions: input.textBoxListOptions ?? [] } : {}),
  };
}
