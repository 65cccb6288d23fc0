import type { PassRequest } from '@playgate/protocol';

/** A text that is equal for equal requests: deep, and whatever the order of members. */
export function requestKey({ asset, params }: PassRequest): string {
  return JSON.stringify([asset, params], (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
