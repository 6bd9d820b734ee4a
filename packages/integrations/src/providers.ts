import { AppError } from '@groundwork/shared';
import type { Service } from './service.ts';

/** The interchangeable providers of one service, e.g. `email`: `smtp` or `log`. */
export interface Providers<Options, S extends Service> {
  readonly names: readonly string[];
  /** Makes the provider that the configuration names. Throws an AppError that lists the known names. */
  create(provider: string, options: Options): S;
}

/** Registers the providers of a service by the name that configuration uses for each. */
export function defineProviders<Options, S extends Service>(
  service: string,
  factories: Readonly<Record<string, (options: Options) => S>>,
): Providers<Options, S> {
  const known = new Map(Object.entries(factories));
  return {
    names: [...known.keys()],
    create(provider, options) {
      const factory = known.get(provider);
      if (factory) return factory(options);
      const names = [...known.keys()].join(', ');
      throw new AppError('INTERNAL', `There is no ${service} provider "${provider}". Choose one of: ${names}.`);
    },
  };
}
