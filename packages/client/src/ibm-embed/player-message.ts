/** What the player says in one message. */
export interface PlayerMessage {
  readonly events: readonly (readonly [name: string, value: unknown])[];
  /** Answers to getters. */
  readonly properties: readonly (readonly [name: string, value: unknown])[];
}

const NOTHING: PlayerMessage = { events: [], properties: [] };

/**
 * Reads a message of the player: a JSON text. Anything else says nothing.
 *
 * @see IBM Video Streaming, Player API.
 */
export function parsePlayerMessage(data: unknown): PlayerMessage {
  if (typeof data !== 'string') return NOTHING;
  try {
    const message: unknown = JSON.parse(data);
    return { events: membersOf(message, 'event'), properties: membersOf(message, 'property') };
  } catch {
    // Not JSON: not from the player's API.
    return NOTHING;
  }
}

function membersOf(message: unknown, name: string): readonly (readonly [string, unknown])[] {
  const member = isObject(message) && message[name];
  return isObject(member) ? Object.entries(member) : [];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
