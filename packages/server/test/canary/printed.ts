import { inspect } from 'node:util';

/** Everything that a log could make of a value. */
export function printed(value: unknown): string {
  const options = { depth: 10, showHidden: true, breakLength: Infinity, maxStringLength: null };
  return [
    inspect(value, { ...options, maxArrayLength: null }),
    inspect(value, { ...options, maxArrayLength: null, getters: true, customInspect: false }),
    json(value),
    ...(value instanceof Error ? ofError(value) : [text(value)]),
  ].join('\n');
}

/** What is sent of a response. Its body is used up. */
export async function printedResponse(response: Response): Promise<string> {
  const { status, statusText, headers } = response;
  const lines = [...headers].map(([name, value]) => `${name}: ${value}`);
  return [`${status} ${statusText}`, ...lines, '', await response.text()].join('\n');
}

/** With what neither `JSON.stringify` nor a template shows: members that are not enumerable, and causes. */
function ofError(error: Error): readonly string[] {
  const own = Object.getOwnPropertyNames(error).map((name) => [name, Reflect.get(error, name)]);
  const causes = error.cause === undefined ? [] : [printed(error.cause)];
  return [
    String(error),
    error.message,
    error.stack ?? '',
    json(Object.fromEntries(own)),
    ...causes,
  ];
}

function json(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    // What goes in circles has been inspected.
    return '';
  }
}

/** As a template prints it; objects without a prototype cannot be. */
const text = (value: unknown): string =>
  typeof value === 'object' && value !== null && !('toString' in value) ? '' : String(value);
