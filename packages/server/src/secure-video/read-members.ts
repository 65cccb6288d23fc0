import { epochMs } from '@playgate/protocol';
import type { EpochMs } from '@playgate/protocol';
import { jsonMember } from '../json-member.ts';
import { Secret } from '../secret/secret.ts';
import { ServerError } from '../server-error.ts';
import { SECURE_VIDEO } from './secure-video-refusal.ts';

/** An id, which the API writes as a text here and as a number there. @throws {ServerError} `vendor_response` */
export function readId(value: unknown, name: string): string {
  const id = plain(jsonMember(value, name));
  if (id === undefined || !/^[\w-]{1,128}$/.test(id)) throw unusableAnswer(name);
  return id;
}

/** A text that may be missing, null or empty. */
export function readText(value: unknown, name: string): string | undefined {
  const text = plain(jsonMember(value, name));
  return text === '' ? undefined : text;
}

/** The same, for what opens something. */
export function readSecret(value: unknown, name: string): Secret | undefined {
  const text = readText(value, name);
  return text === undefined ? undefined : new Secret(text);
}

/** A time that may be missing or null. @throws {ServerError} `vendor_response` */
export function readTime(value: unknown, name: string): EpochMs | undefined {
  const text = readText(value, name);
  if (text === undefined) return undefined;
  // UTC, which the API does not write.
  const time = Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);
  if (Number.isNaN(time)) throw unusableAnswer(name);
  return epochMs(time);
}

/** A list. @throws {ServerError} `vendor_response` */
export function readList<T>(value: unknown, read: (item: unknown) => T): readonly T[] {
  if (!Array.isArray(value)) throw unusableAnswer('a list');
  return value.map(read);
}

/** Names the member, never its value. */
export function unusableAnswer(name: string): ServerError {
  return new ServerError(
    'vendor_response',
    `SecureVideo's answer has no usable ${name}. Check that apiUrl is that of its API.`,
    { vendor: SECURE_VIDEO },
  );
}

function plain(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : typeof value === 'string' ? value : undefined;
}
