/** A JSON Schema as zod writes it, or the part of it that is compared. */
export interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: (string | number | boolean | null)[];
  const?: string | number | boolean | null;
  anyOf?: Schema[];
  oneOf?: Schema[];
  additionalProperties?: Schema | boolean;
  [other: string]: unknown;
}

/** What was seen in answers: the types of a value, and what is in it. */
export interface Shape {
  types: string[];
  properties?: Record<string, Shape>;
  items?: Shape;
}

export interface ProcedureContract {
  type: 'query' | 'mutation' | 'subscription';
  /** Null: it takes none. */
  input: Schema | null;
  /** Null: none was recorded. */
  output: Shape | null;
}

/** What a release of the SDK counts on: procedures by name. */
export interface Contract {
  release: string;
  procedures: Record<string, ProcedureContract>;
}
