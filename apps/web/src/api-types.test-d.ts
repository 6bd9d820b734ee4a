import type { RouterInputs, RouterOutputs } from '@groundwork/api';

/** A type that tsc could not resolve behind the API's wall would arrive here as `any`, without an error. This file is that error. */
type IsAny<T> = 0 extends 1 & T ? true : false;

/** Looks through arrays, unions and objects, some levels deep; not into free JSON, which has no end. */
type HasAny<T, Depth extends 0[] = []> =
  IsAny<T> extends true
    ? true
    : Depth['length'] extends 5
      ? false
      : T extends readonly (infer Item)[]
        ? HasAny<Item, [...Depth, 0]>
        : T extends object
          ? string extends keyof T
            ? false
            : true extends { [Key in keyof T]-?: HasAny<T[Key], [...Depth, 0]> }[keyof T]
              ? true
              : false
          : false;

type ProceduresWithAny<T> = {
  [Area in keyof T & string]: {
    [Name in keyof T[Area] & string]: true extends HasAny<T[Area][Name]> ? `${Area}.${Name}` : never;
  }[keyof T[Area] & string];
}[keyof T & string];

type FeedItem = RouterOutputs['feed'] extends AsyncIterable<infer Item> ? Item : unknown;

type None<T extends never> = T;
type No<T extends false> = T;
export type NoOutputIsAny = None<ProceduresWithAny<Omit<RouterOutputs, 'feed'>>>;
export type NoInputIsAny = None<ProceduresWithAny<Omit<RouterInputs, 'feed'>>>;
export type NoEventIsAny = No<HasAny<FeedItem>>;
