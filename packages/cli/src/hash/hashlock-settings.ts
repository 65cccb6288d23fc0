import type { HashlockKeyOptions } from '@playgate/server/hashlock';
import type { Config } from '../config/config.ts';

/** What the configuration says of hashlocks. */
export interface HashlockSettings {
  readonly key: HashlockKeyOptions;
  readonly lifetimeSeconds?: number;
}

/** @throws {CliError} `config` */
export async function hashlockSettings(config: Config): Promise<HashlockSettings> {
  const section = config.section('hashlock');
  section.only('secret', 'fields', 'lifetimeSeconds');
  const fields = section.maybeTexts('fields');
  const lifetimeSeconds = section.maybeNumber('lifetimeSeconds');
  return {
    key: { secret: await section.secret('secret'), ...(fields && { fields }) },
    ...(lifetimeSeconds !== undefined && { lifetimeSeconds }),
  };
}
