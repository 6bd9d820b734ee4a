import type { Outline, OutlineNode } from './outline.ts';

export interface DeclaredVariable {
  name: string;
  type: string | null;
  description: string | null;
  /** As written; null where an account has to be asked. */
  fallback: string | null;
}

export interface DeclaredResource {
  kind: string;
  name: string;
  /** What it is called in GHL, as written. */
  title: string | null;
  isForEach: boolean;
}

export const declaredVariables = ({ root }: Outline): DeclaredVariable[] =>
  under(root, 'variables').map((node) => ({
    name: keyOf(node),
    type: scalarIn(node, 'type'),
    description: scalarIn(node, 'description'),
    fallback: scalarIn(node, 'default'),
  }));

export const declaredResources = ({ root }: Outline): DeclaredResource[] =>
  under(root, 'resources').flatMap((kind) =>
    kind.children.map((node) => ({
      kind: keyOf(kind),
      name: keyOf(node),
      title: scalarIn(node, 'name'),
      isForEach: node.children.some((child) => keyOf(child) === 'forEach'),
    })),
  );

const under = (root: OutlineNode, name: string) => root.children.find((node) => keyOf(node) === name)?.children ?? [];
const keyOf = ({ path }: OutlineNode) => String(path.at(-1));
const scalarIn = (node: OutlineNode, name: string) =>
  node.children.find((child) => keyOf(child) === name)?.scalar ?? null;
