import { isText, parseJsonObject } from '../../json-members.ts';

/** The environments that the document names. */
export const ENVIRONMENTS = ['development', 'staging', 'production'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/** The body of `POST /v1/keys`. */
export interface KeyOrder {
  readonly name: string;
  readonly environment: Environment;
  /** A secret key is for servers and may do everything; a public one may be seen by anybody. */
  readonly type: 'secret' | 'public';
}

/** @returns a sentence when the body is not what it should be. */
export function parseKeyOrder(text: string): KeyOrder | string {
  const body = parseJsonObject(text);
  if (!body) return 'The body must be a JSON object.';
  const { name, environment = 'development', type = 'secret' } = body;
  if (!isText(name) || name.trim() === '') return 'name must be a text.';
  if (!isEnvironment(environment)) return `environment must be one of ${ENVIRONMENTS.join(', ')}.`;
  if (type !== 'secret' && type !== 'public') return 'type must be secret or public.';
  return { name, environment, type };
}

const isEnvironment = (value: unknown): value is Environment =>
  ENVIRONMENTS.some((name) => name === value);

const LONGEST_GRACE_SECONDS = 30 * 86_400;

/** The `grace_seconds` of a rotation or revocation: 0 to 30 days, default 0. @returns a sentence when it is not that. */
export function parseGrace(text: string): { readonly graceMs: number } | string {
  const body = parseJsonObject(text || '{}');
  if (!body) return 'The body must be a JSON object.';
  const { grace_seconds: seconds = 0 } = body;
  const isGrace = Number.isInteger(seconds) && Number(seconds) >= 0;
  if (!isGrace || Number(seconds) > LONGEST_GRACE_SECONDS)
    return `grace_seconds must be a whole number from 0 to ${LONGEST_GRACE_SECONDS}.`;
  return { graceMs: Number(seconds) * 1000 };
}
