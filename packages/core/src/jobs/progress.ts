/** Lets one wait for whatever moves next, of many that may. */
export interface Progress {
  tell(): void;
  /** Resolves at the next `tell`. */
  next(): Promise<void>;
}

export function createProgress(): Progress {
  let coming = Promise.withResolvers<void>();
  return {
    tell() {
      coming.resolve();
      coming = Promise.withResolvers();
    },
    next: () => coming.promise,
  };
}
