/** Which secrets stand in a text, as they are or as browsers and libraries write them; by number, never by value. */
export function secretsIn(text: string, secrets: readonly string[]): readonly string[] {
  return secrets.flatMap((secret, i) =>
    spellings(secret).some((spelling) => text.includes(spelling))
      ? [`credential ${i + 1} is in the page`]
      : [],
  );
}

const spellings = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  btoa(secret),
  Buffer.from(secret).toString('hex'),
];
