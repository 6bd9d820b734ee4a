export { type EditResult, editResource, type ResourceEdit } from './edit-resource.ts';
export { removeVariable, renameVariable, setVariable } from './edit-variables.ts';
export { isNewerText } from './is-newer-text.ts';
export { type ListedVariable, listVariables, type VariableUse } from './list-variables.ts';
export { setAttribute } from './set-attribute.ts';
