import { ClientError, formatPass, parsePass } from '@playgate/client';
import type { PassBody, PassClient, PassRequest, PlaybackPass } from '@playgate/client';

/** A pass that the server rendered, as it was given and as it was read. */
export interface InitialPass {
  readonly given: object;
  readonly pass: PlaybackPass;
}

/**
 * What each client was given: by its id, since a page's data may come as another object each time it is read. Without an id, the object
 * itself.
 */
const primed = new WeakMap<PassClient, Set<string | object>>();

/**
 * Reads a pass that the server rendered.
 *
 * @throws {ClientError} `config` if it is not a pass, or one of mode `single-use`: a page can be rendered, cached and shown many times.
 */
export function readInitialPass(given: PassBody | PlaybackPass): InitialPass {
  const pass = parse(given);
  if (pass.mode === 'single-use')
    throw new ClientError(
      'config',
      'initialPass has mode single-use, which must not be rendered into a page. Leave it out: the client asks for it when it is needed.',
    );
  return { given, pass };
}

function parse(given: PassBody | PlaybackPass): PlaybackPass {
  try {
    return parsePass('lifetimeMs' in given || 'issuedAt' in given ? formatPass(given) : given);
  } catch (cause) {
    throw new ClientError(
      'config',
      'initialPass is not a pass. Give what the backend answers, or the value of mintPass.',
      { cause },
    );
  }
}

/** Puts the pass in the client's hands. Once: a component that comes back later brings the same pass, older, and maybe signed out since. */
export function primeOnce(client: PassClient, request: PassRequest, initial: InitialPass): void {
  const key = initial.pass.id ?? initial.given;
  const seen = primed.get(client) ?? new Set();
  primed.set(client, seen);
  if (seen.has(key)) return;
  seen.add(key);
  client.prime(request, initial.pass);
}
