import { REDACTED } from './inspection.ts';

const TOKEN = /\bey[\w-]{8,}\.[\w-]*\.[\w.-]*/g;

/** A value without what may open something: the queries of URLs, and tokens wherever they stand. */
export function redactDeep(value: unknown): unknown {
  if (typeof value === 'string') return redactUrl(value).replaceAll(TOKEN, REDACTED);
  if (Array.isArray(value)) return value.map(redactDeep);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, redactDeep(member)]),
  );
}

function redactUrl(text: string): string {
  return /^(https?|blob|skd):/i.test(text) ? text.replace(/\?.*$/s, `?${REDACTED}`) : text;
}
