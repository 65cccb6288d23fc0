/** Puts values into a query, in the place of those that are there; what is `undefined` is left out. */
export function setQuery(
  query: URLSearchParams,
  values: Readonly<Record<string, string | undefined>>,
): void {
  for (const [name, value] of Object.entries(values))
    if (value !== undefined) query.set(name, value);
}
