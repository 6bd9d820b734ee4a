export { type EditResult, editResource, type ResourceEdit } from './edit-resource.ts';
export { isNewerText } from './is-newer-text.ts';
export { setAttribute } from './set-attribute.ts';
