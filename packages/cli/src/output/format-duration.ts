const UNITS: readonly (readonly [name: string, seconds: number])[] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** A length of time in the largest unit of which there are at least two: `90 seconds`, `2 minutes`. */
export function formatDuration(seconds: number): string {
  const length = Math.max(0, Math.round(seconds));
  const [name, unit] = UNITS.find(([, size]) => length >= 2 * size) ?? ['second', 1];
  const count = Math.round(length / unit);
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}

/** A moment, and how far from now it is: `2026-01-31T10:00:00Z (2 minutes ago)`. */
export function formatMoment(seconds: number, nowMs: number): string {
  const moment = new Date(seconds * 1000);
  if (Number.isNaN(moment.getTime())) return String(seconds);
  const distance = seconds - nowMs / 1000;
  const length = formatDuration(Math.abs(distance));
  const words = distance === 0 ? 'now' : distance < 0 ? `${length} ago` : `in ${length}`;
  return `${moment.toISOString().replace('.000', '')} (${words})`;
}
