export { compareLists } from './compare-lists.ts';
