import { ServerError } from '../server-error.ts';
import { apiCallUrl } from './api-call-url.ts';
import type { CheckedSettings } from './read-vendor-api-settings.ts';
import type { ApiCall, ApiCredentials } from './vendor-api.ts';

/** What is handed to `fetch`. */
export interface ApiRequest {
  readonly url: string;
  readonly init: RequestInit;
}

/**
 * Spells out one attempt.
 *
 * @throws {ServerError} `invalid_value`, `config`. Neither quotes what it is about.
 */
export function apiRequest(
  { base, headers }: Pick<CheckedSettings, 'base' | 'headers'>,
  call: ApiCall,
  credentials: ApiCredentials,
): ApiRequest {
  const body = bodyOf(call);
  return {
    url: apiCallUrl(base, call, credentials),
    init: {
      method: call.method,
      headers: headersOf(
        { Accept: 'application/json', ...headers, ...body?.headers, ...call.headers },
        credentials,
      ),
      ...(body !== undefined && { body: body.text }),
      // Not followed, and taken for an error. "error" would say the same, but Workers do not have it.
      redirect: 'manual',
    },
  };
}

interface Body {
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

function bodyOf({ json, form }: ApiCall): Body | undefined {
  if (form !== undefined)
    return {
      text: new URLSearchParams(form).toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    };
  if (json === undefined) return undefined;
  return { text: jsonText(json), headers: { 'Content-Type': 'application/json' } };
}

function jsonText(value: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    // No cause: the message names members.
  }
  if (text === undefined)
    throw new ServerError(
      'invalid_value',
      'The body is no JSON value. Give one without functions, bigints and circles.',
    );
  return text;
}

function headersOf(plain: Readonly<Record<string, string>>, credentials: ApiCredentials): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(plain))
    setHeader(headers, name, value, 'invalid_value');
  for (const [name, value] of Object.entries(credentials.headers ?? {}))
    setHeader(headers, name, value.reveal(), 'config');
  return headers;
}

function setHeader(
  headers: Headers,
  name: string,
  value: string,
  code: 'invalid_value' | 'config',
): void {
  try {
    headers.set(name, value);
  } catch {
    // No cause: the runtime's message quotes the value.
    throw new ServerError(code, `The header ${name} has characters that no header can have.`);
  }
}
