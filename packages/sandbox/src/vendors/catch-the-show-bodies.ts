import { isJsonObject, isText, isTexts, parseJsonObject } from '../json-members.ts';

/** The body of `POST /v1/access-tokens`. */
export interface TokenOrder {
  readonly permissions: readonly string[];
  /** From 1 to 86,400. */
  readonly expiresInSeconds: number;
  readonly resource: { readonly type: 'video' | 'live_stream'; readonly id: string };
  readonly user?: string;
}

/** The body of `POST /v1/live-streams`. */
export interface StreamOrder {
  readonly title: string;
  readonly description: string;
  readonly isPublic: boolean;
  readonly tags: readonly string[];
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
    return 'resource must be {type: "video" or "live_stream", id}.';
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

const isResourceType = (value: unknown): value is 'video' | 'live_stream' =>
  value === 'video' || value === 'live_stream';

/** @returns a sentence when the body is not what it should be. */
export function parseStreamOrder(text: string): StreamOrder | string {
  const body = parseJsonObject(text);
  if (!body) return 'The body must be a JSON object.';
  const { title, description = '', is_public: isPublic = false, tags = [] } = body;
  if (!isText(title) || title === '') return 'title must be a text.';
  if (!isText(description)) return 'description must be a text.';
  if (typeof isPublic !== 'boolean') return 'is_public must be true or false.';
  if (!isTexts(tags)) return 'tags must be a list of texts.';
  return { title, description, isPublic, tags };
}
