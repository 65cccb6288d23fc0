const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?$/;

/** A time as the API writes it: UTC, without saying so. */
export const printTime = (ms: number): string => new Date(ms).toISOString().slice(0, 19);

/** Milliseconds since 1970; `undefined` for what is no such time. */
export function readTime(text: unknown): number | undefined {
  if (typeof text !== 'string' || !TIME.test(text)) return undefined;
  const ms = Date.parse(text.endsWith('Z') ? text : `${text}Z`);
  return Number.isNaN(ms) ? undefined : ms;
}
