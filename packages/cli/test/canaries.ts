/** The ways in which a secret may come out again. */
const SPELLINGS: Readonly<Record<string, (secret: string) => readonly string[]>> = {
  raw: (secret) => [secret],
  url: (secret) => [encodeURIComponent(secret), encodeURIComponent(secret).replaceAll('%20', '+')],
  json: (secret) => [JSON.stringify(secret).slice(1, -1)],
  base64: (secret) => [0, 1, 2].map((before) => inner(secret, before)),
  base64url: (secret) =>
    [0, 1, 2].map((before) => inner(secret, before).replaceAll('+', '-').replaceAll('/', '_')),
  hex: (secret) => [Buffer.from(secret).toString('hex')],
};

/** The characters that the secret alone decides when `before` bytes stand before it, modulo three. */
function inner(secret: string, before: number): string {
  const bytes = Buffer.from(secret);
  const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
  return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
}

/** Secrets that must not come out. */
export interface Canaries {
  add(name: string, secret: string): void;
  /** Which ones a text holds, and how they are written there. */
  findIn(text: string): readonly string[];
}

export function createCanaries(): Canaries {
  const secrets = new Map<string, string>();
  return {
    add: (name, secret) => void secrets.set(name, secret),
    findIn: (text) =>
      [...secrets].flatMap(([name, secret]) =>
        Object.entries(SPELLINGS)
          .filter(([, spell]) => spell(secret).some((spelling) => text.includes(spelling)))
          .map(([how]) => `${name} (${how})`),
      ),
  };
}
