/** A JWS or JWE in compact form, taken apart and not verified. */
export interface CompactToken {
  readonly kind: 'jwt' | 'jwe';
  readonly header: Readonly<Record<string, unknown>>;
  /** Of a JWT only. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** The last part as it is written: a JWT's signature. */
  readonly signature: string;
  readonly text: string;
}

const PART = /^[\w-]*$/;

/** @returns undefined if the text is no token, or one whose parts are no JSON. */
export function readCompactToken(text: string): CompactToken | undefined {
  const parts = text.split('.');
  const [head = '', body = ''] = parts;
  if ((parts.length !== 3 && parts.length !== 5) || !parts.every((part) => PART.test(part)))
    return undefined;
  const header = jsonObjectIn(head);
  if (header === undefined) return undefined;
  const signature = parts.at(-1) ?? '';
  if (parts.length === 5) return { kind: 'jwe', header, signature, text };
  const claims = jsonObjectIn(body);
  return claims && { kind: 'jwt', header, claims, signature, text };
}

function jsonObjectIn(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ...value }
      : undefined;
  } catch {
    return undefined;
  }
}
