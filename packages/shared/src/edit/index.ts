export { type EditResult, editResource, type ResourceEdit } from './edit-resource.ts';
export { setAttribute } from './set-attribute.ts';
