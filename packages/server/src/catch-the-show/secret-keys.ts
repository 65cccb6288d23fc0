import { refuseSandboxKey } from '../secret/refuse-sandbox-key.ts';
import { Secret, secret } from '../secret/secret.ts';
import type { SecretInput } from '../secret/secret.ts';
import { ServerError } from '../server-error.ts';

/** What a key of this vendor may be made for. */
export type KeyEnvironment = 'development' | 'staging' | 'production';

/** A secret API key, with what the dashboard calls it. */
export interface NamedSecretKey {
  readonly secret: SecretInput;
  /** 1 to 64 letters, digits, spaces and `._-`. Logs and counters say it, never the key. Default `current`, and `next` for the next one. */
  readonly name?: string;
  /** What it was made for. */
  readonly environment?: KeyEnvironment;
}

/** The secret API keys, from the server's environment. Public keys (`pk_…`) are refused, and so is a sandbox's key for a live address. */
export interface SecretKeyOptions {
  readonly secretKey: SecretInput | NamedSecretKey;
  /** The key that follows, while both are live: used when the vendor refuses the first, so that a rotation needs no downtime. */
  readonly nextSecretKey?: SecretInput | NamedSecretKey | undefined;
  /** Where this server runs. A key that was made for another environment is refused. Default: the two keys are compared with each other only. */
  readonly environment?: KeyEnvironment | undefined;
}

/** A key that was checked. */
export interface SecretKey {
  readonly name: string;
  readonly secret: Secret;
}

/** One key, or two live ones in the order in which they are tried. */
export type SecretKeys = readonly [SecretKey] | readonly [SecretKey, SecretKey];

const NAME = /^[A-Za-z0-9._-](?:[A-Za-z0-9 ._-]{0,62}[A-Za-z0-9._-])?$/;

/** What begins a key's text. The document names the two kinds and not how to tell them apart; this is how such keys are told elsewhere. */
const PUBLIC = /^(?:sandbox_)?pk_/;

/** @throws {ServerError} `config`, naming the option; never a key. */
export function readSecretKeys(options: SecretKeyOptions, apiUrl: URL): SecretKeys {
  const current = read(options.secretKey, { option: 'secretKey', name: 'current' }, apiUrl);
  if (options.nextSecretKey === undefined) {
    checkEnvironments([current], options.environment);
    return [current];
  }
  const next = read(options.nextSecretKey, { option: 'nextSecretKey', name: 'next' }, apiUrl);
  checkEnvironments([current, next], options.environment);
  if (current.name === next.name)
    throw new ServerError('config', 'nextSecretKey has the name of secretKey. Logs need two.');
  return [current, next];
}

interface Tagged extends SecretKey {
  readonly option: string;
  readonly environment: KeyEnvironment | undefined;
}

function read(
  input: SecretInput | NamedSecretKey,
  { option, name: standard }: { readonly option: string; readonly name: string },
  apiUrl: URL,
): Tagged {
  const isBare = typeof input !== 'object' || input === null || input instanceof Secret;
  const { secret: value, name = standard, environment } = isBare ? { secret: input } : input;
  if (!NAME.test(name) || PUBLIC.test(name) || /^(?:sandbox_)?sk_/.test(name))
    throw new ServerError(
      'config',
      `${option}.name must be what the dashboard calls the key: 1 to 64 letters, digits, spaces, dots, dashes. Never a piece of the key.`,
    );
  return { option, name, environment, secret: readKey(value, option, apiUrl) };
}

function readKey(value: SecretInput, option: string, apiUrl: URL): Secret {
  const key = secret(value, { name: option, minBytes: 8 });
  const text = key.reveal();
  if (PUBLIC.test(text))
    throw new ServerError('config', `${option} is a public key. Give the secret one.`);
  refuseSandboxKey(text, option, apiUrl.hostname);
  if (!/^[\u0021-\u007e]+$/.test(text))
    throw new ServerError(
      'config',
      `${option} has characters that no key has, such as a line end. Give the key alone.`,
    );
  return key;
}

function checkEnvironments(keys: readonly Tagged[], environment: KeyEnvironment | undefined): void {
  const wanted = environment ?? keys.find((key) => key.environment !== undefined)?.environment;
  const stray = keys.find((key) => key.environment !== undefined && key.environment !== wanted);
  if (stray !== undefined)
    throw new ServerError(
      'config',
      `${stray.option} was made for ${stray.environment}, and this is ${wanted}. Give the key of this environment.`,
    );
}
