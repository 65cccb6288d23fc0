import type { VendorStatusCode } from '../api/vendor-api.ts';
import { isServerError } from '../server-error.ts';

/**
 * What SecureVideo means by an error: the `reason` of a `ServerError`.
 *
 * - `bad_request` (400): the JSON is malformed, or a member is. · `unauthorized` (401): the keys are wrong or badly encoded.
 * - `forbidden` (403): it is not yours, or an Administrator was to be deleted. · `not_found` (404)
 * - `method_not_allowed` (405): never for this resource. · `not_implemented` (501): not yet.
 * - `address_not_allowed` (412): calls from this server's address are not taken; only the vendor's support can change that.
 * - `quota_exceeded` (429, or the local budget): no more calls in this hour. · `internal_error` (500 and other 5xx): theirs to mend.
 * - `not_json`: an answer that is no JSON where success promises it, such as the HTML of a site that could not start.
 */
export type SecureVideoReason =
  (typeof REASONS)[keyof typeof REASONS] | 'internal_error' | 'not_json';

/** @see SecureVideo, "HTTP Status Response Codes". */
const REASONS = {
  400: 'bad_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  412: 'address_not_allowed',
  429: 'quota_exceeded',
  501: 'not_implemented',
} as const;

const EVERY_REASON: readonly SecureVideoReason[] = [
  ...Object.values(REASONS),
  'internal_error',
  'not_json',
];

/** The vendor's id. */
export const SECURE_VIDEO = 'secure-video';

/** What differs from the common table: elsewhere 412 means that a condition failed, here that an address is not listed. */
export const SECURE_VIDEO_CODES: Readonly<Record<number, VendorStatusCode>> = {
  405: 'vendor_request',
  412: 'vendor_address',
};

/** A refusal, as an operator may see it. Never for a browser: `message` is the vendor's text. */
export interface SecureVideoRefusal {
  readonly reason: SecureVideoReason;
  /** Absent when the local budget refused, so that the vendor was not asked. */
  readonly status?: number;
  /** The vendor's `Message` in one line of at most 200 characters; absent if there was none, or it held the secret key. */
  readonly message?: string;
  /** Ties it to the call, and to what a viewer was told. */
  readonly correlationId: string;
  /** Whether only an operator can help: wrong keys, an address that is not listed, a quota that is used up. */
  readonly needsOperator: boolean;
}

const FOR_OPERATORS: readonly SecureVideoReason[] = [
  'unauthorized',
  'address_not_allowed',
  'quota_exceeded',
];

const LONGEST_MESSAGE = 200;

/** An error of the API, as it was answered. */
export interface AnsweredRefusal {
  readonly status: number;
  readonly body: unknown;
  readonly correlationId: string;
}

/**
 * Reads an error of the API.
 *
 * @param secrets What a message must not hold, in lower case.
 */
export function readSecureVideoRefusal(
  { status, body, correlationId }: AnsweredRefusal,
  secrets: readonly string[],
): SecureVideoRefusal {
  const message = messageIn(body, secrets);
  return {
    ...refusalFor(reasonOf(status), correlationId),
    status,
    ...(message !== undefined && { message }),
  };
}

/** A refusal that no answer stands behind. */
export function refusalFor(reason: SecureVideoReason, correlationId: string): SecureVideoRefusal {
  return { reason, correlationId, needsOperator: FOR_OPERATORS.includes(reason) };
}

/** Statuses that the document does not list fall to their hundred: "something you need to fix", "something we need to fix". */
function reasonOf(status: number): SecureVideoReason {
  if (isListed(status)) return REASONS[status];
  return status < 500 ? 'bad_request' : 'internal_error';
}

function isListed(status: number): status is keyof typeof REASONS {
  return Object.hasOwn(REASONS, status);
}

/** The one property `Message`, in whatever case. */
function messageIn(body: unknown, secrets: readonly string[]): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const [, text] = Object.entries(body).find(([name]) => name.toLowerCase() === 'message') ?? [];
  if (typeof text !== 'string') return undefined;
  const lower = text.toLowerCase();
  if (secrets.some((secret) => lower.includes(secret))) return undefined;
  // No line of a log can be forged with it.
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, LONGEST_MESSAGE);
}

/** What SecureVideo meant by an error; `undefined` for errors of other origin, such as no connection. */
export function secureVideoReason(error: unknown): SecureVideoReason | undefined {
  if (!isServerError(error) || error.vendor !== SECURE_VIDEO) return undefined;
  if (error.code === 'vendor_response') return 'not_json';
  return EVERY_REASON.find((reason) => reason === error.reason);
}
