/** Secrets by the names of the options that they are given as. */
export type Secrets = Readonly<Record<string, string>>;

/** Every way in which a secret could come out again. */
const SPELLINGS: Readonly<Record<string, (secret: string) => readonly string[]>> = {
  raw: (secret) => [secret],
  url: (secret) => urlSpellings(secret),
  json: (secret) => [JSON.stringify(secret).slice(1, -1), asciiJson(secret)],
  base64: (secret) => base64Spellings(secret),
  base64url: (secret) => base64Spellings(secret).map(toUrlAlphabet),
  hex: (secret) => [hexOf(secret), hexOf(secret).toUpperCase()],
};

/** Looks for secrets in texts. */
export type CanarySearch = (text: string) => readonly string[];

/** Makes a search that tells which secrets a text holds, and how they are written there: `clientSecret (base64)`. */
export function canarySearch(secrets: Secrets): CanarySearch {
  const needles = Object.entries(secrets).flatMap(([name, secret]) =>
    Object.entries(SPELLINGS).map(([how, spell]) => ({
      found: `${name} (${how})`,
      spellings: [...new Set(spell(secret))],
    })),
  );
  return (text) =>
    needles
      .filter(({ spellings }) => spellings.some((spelling) => text.includes(spelling)))
      .map(({ found }) => found);
}

function urlSpellings(secret: string): readonly string[] {
  const strict = encodeURIComponent(secret).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const form = new URLSearchParams({ '': secret }).toString().slice(1);
  const upper = [encodeURI(secret), encodeURIComponent(secret), strict, form];
  const lower = upper.map((text) => text.replace(/%[\dA-F]{2}/g, (byte) => byte.toLowerCase()));
  return [...upper, ...lower, ...upper.map(encodeURIComponent)];
}

/** As serialisers write it that keep to ASCII, and escape slashes. */
const asciiJson = (secret: string): string =>
  JSON.stringify(secret)
    .slice(1, -1)
    .replaceAll('/', String.raw`\/`)
    .replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** What the secret alone decides, wherever it stands in what was encoded. */
const base64Spellings = (secret: string): readonly string[] =>
  [0, 1, 2].map((before) => {
    const bytes = Buffer.from(secret);
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const end = Math.floor(((before + bytes.length) * 8) / 6);
    return text.slice(Math.ceil((before * 8) / 6), end);
  });

const toUrlAlphabet = (text: string): string => text.replaceAll('+', '-').replaceAll('/', '_');

const hexOf = (secret: string): string => Buffer.from(secret).toString('hex');
