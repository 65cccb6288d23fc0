import { ServerError } from '../server-error.ts';

const PRINTED = '[secret]';

/** What Node's `console.log` and `util.inspect` look for. */
const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/** Secrets that vendors print in their documents, in lower case. */
const SAMPLES: ReadonlySet<string> = new Set([
  'topsecret',
  'top_secret_key',
  'testmyhash',
  '99176b1d244c484ed65dd792abc1',
  'open sesame',
]);

/** A text that prints as `[secret]` wherever it is logged, put into a template or serialised. */
export class Secret {
  static {
    Object.defineProperty(this.prototype, INSPECT, { value: () => PRINTED });
  }

  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The text itself, for the one place that needs it. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return PRINTED;
  }

  toJSON(): string {
    return PRINTED;
  }
}

/** What an option that needs a secret takes. A plain text is wrapped when the option is read. */
export type SecretInput = string | Secret;

/** How a secret is checked. */
export interface SecretChecks {
  /** The option's name, for errors. */
  readonly name: string;
  /** The fewest bytes it may have, in UTF-8. Default 1. */
  readonly minBytes?: number;
}

/**
 * Wraps a secret, and refuses one that is none.
 *
 * @throws {ServerError} `config` when it is missing, too short or a sample from a vendor's documents, or when this runs in a browser page.
 */
export function secret(value: SecretInput, { name, minBytes = 1 }: SecretChecks): Secret {
  assertServer(name);
  const text: unknown = value instanceof Secret ? value.reveal() : value;
  if (typeof text !== 'string' || text.trim() === '')
    throw new ServerError('config', `${name} is missing. Give it from the server's environment.`);
  if (SAMPLES.has(text.toLowerCase()))
    throw new ServerError(
      'config',
      `${name} is a sample from a vendor's documents. Make a random one.`,
    );
  // A character is at least a byte, so most secrets need not be encoded to be measured.
  if (text.length < minBytes && new TextEncoder().encode(text).length < minBytes)
    throw new ServerError(
      'config',
      `${name} is too short: give at least ${minBytes} random bytes.`,
    );
  return value instanceof Secret ? value : new Secret(text);
}

/**
 * Bundlers that do not know the `browser` condition could still carry this code into a page, where a secret is no secret.
 *
 * @throws {ServerError} `config`
 */
export function assertServer(name: string): void {
  if ('document' in globalThis)
    throw new ServerError(
      'config',
      `${name} was given in a browser page. @playgate/server belongs on the server; use @playgate/client here.`,
    );
}
