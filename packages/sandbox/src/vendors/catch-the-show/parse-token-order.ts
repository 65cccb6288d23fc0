import { isJsonObject, isText, isTexts, parseJsonObject } from '../../json-members.ts';

export const RESOURCE_TYPES = ['video', 'live_stream', 'interactive_video'] as const;
export type ResourceType = (typeof RESOURCE_TYPES)[number];

/** The body of `POST /v1/access-tokens`. */
export interface TokenOrder {
  readonly permissions: readonly string[];
  /** From 1 to 86,400. */
  readonly expiresInSeconds: number;
  readonly resource: { readonly type: ResourceType; readonly id: string };
  readonly user?: string;
}

const LONGEST_SECONDS = 86_400;

/** @returns a sentence when the body is not what it should be. */
export function parseTokenOrder(text: string): TokenOrder | string {
  const body = parseJsonObject(text);
  if (!body) return 'The body must be a JSON object.';
  const { permissions, expires_in: seconds, resource, user } = body;
  if (!isTexts(permissions) || permissions.length === 0)
    return 'permissions must be a list of at least one text.';
  if (!isWholeSeconds(seconds)) return 'expires_in must be a whole number from 1 to 86400.';
  if (!isJsonObject(resource) || !isText(resource['id']) || !isResourceType(resource['type']))
    return `resource must be {type: one of ${RESOURCE_TYPES.join(', ')}, id}.`;
  if (user !== undefined && !isText(user)) return 'user must be a text.';
  return {
    permissions,
    expiresInSeconds: seconds,
    resource: { type: resource['type'], id: resource['id'] },
    ...(user !== undefined && { user }),
  };
}

const isWholeSeconds = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= LONGEST_SECONDS;

const isResourceType = (value: unknown): value is ResourceType =>
  RESOURCE_TYPES.some((type) => type === value);
