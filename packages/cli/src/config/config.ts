import type { ConfigSection } from './config-section.ts';

/** What `playgate.config.json` says, section by section. */
export interface Config {
  /** Where it was read. */
  readonly path: string;
  has(name: string): boolean;
  /** The files in which it has its secrets: absolute. */
  readonly secretFiles: readonly string[];
  /** @throws {CliError} `config` when it is not there. */
  section(name: string): ConfigSection;
}
