import type { Audit } from '../../audit-event.ts';
import type { Clock } from '../../clock.ts';
import { parseOrigins } from '../../call/parse-origins.ts';
import { assertServer } from '../../secret/secret.ts';
import { ServerError } from '../../server-error.ts';
import { connect } from '../connect.ts';
import type { Connection } from '../connect.ts';
import type { CatchTheShowRelayOptions, RelayDecide } from './relay-options.ts';
import type { Route } from './routes.ts';
import { readRoutes } from './routes.ts';

/** The options, checked and complete. */
export interface RelaySettings {
  readonly connection: Connection;
  readonly routes: readonly Route[];
  /** Without a slash at its end. */
  readonly mountedAt: string;
  readonly decide: RelayDecide;
  readonly origins: readonly string[];
  readonly maxBodyBytes: number;
  readonly maxAnswerBytes: number;
  /** How long one call may take with its repeats, in milliseconds: a page waits. */
  readonly withinMs: number;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly newId: () => string;
}

const LARGEST = 1_048_576;
const MOUNT = /^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]+)*$/;

/** @throws {ServerError} `config`, naming the option. */
export function readRelayOptions(options: CatchTheShowRelayOptions): RelaySettings {
  assertServer('secretKey');
  if (typeof options.decide !== 'function')
    throw new ServerError('config', 'decide is missing: the application must say who may call.');
  const mountedAt = String(options.mountedAt).replace(/\/$/, '');
  if (!MOUNT.test(mountedAt))
    throw new ServerError('config', 'mountedAt must be a plain path, such as /api/show.');
  const connection = connect(options);
  return {
    connection,
    routes: readRoutes(options.calls, connection.paths),
    mountedAt,
    decide: options.decide,
    origins: parseOrigins(options.origins, 'origins'),
    maxBodyBytes: size(options.maxBodyBytes, 'maxBodyBytes', 16_384),
    maxAnswerBytes: size(options.maxAnswerBytes, 'maxAnswerBytes', 262_144),
    withinMs: options.timeoutMs ?? 5000,
    audit: options.audit ?? (() => {}),
    clock: connection.clock,
    newId: options.newId ?? (() => crypto.randomUUID()),
  };
}

function size(bytes: number | undefined, name: string, standard: number): number {
  const value = bytes ?? standard;
  if (!(Number.isInteger(value) && value > 0 && value <= LARGEST))
    throw new ServerError('config', `${name} must be a whole number up to ${LARGEST}.`);
  return value;
}
