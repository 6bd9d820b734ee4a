export * from './types.ts';
export { type BlueprintDifference, compareBlueprints } from './compare-blueprints.ts';
export { blueprintJsonSchema } from './json-schema.ts';
export { isTooLarge, maxBlueprintBytes } from './limits.ts';
export { resourceList, variableList } from './list-contents.ts';
export { type ParsedBlueprint, parseBlueprint } from './parse-blueprint.ts';
export { bindReferences, describeUnknown, fillReferences, type Lookup, references, unknownText } from './references.ts';
export { type ResolvedBlueprint, resolveVariables } from './resolve-variables.ts';
