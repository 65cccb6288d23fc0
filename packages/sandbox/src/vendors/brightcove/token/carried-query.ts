/** Spellings of the parameter with the viewer's token: one page has the hyphen, the others the underscore. */
const NAMES = ['bcov_auth', 'bcov-auth'];

/** The viewer's token in the query; `undefined` without one, or with two of them, of which nobody says which one counts. */
export function queryToken({ searchParams }: URL): string | undefined {
  const values = NAMES.flatMap((name) => searchParams.getAll(name));
  return values.length === 1 ? values[0] : undefined;
}

/** Whether there are two of them. */
export const hasTwoTokens = ({ searchParams }: URL): boolean =>
  NAMES.flatMap((name) => searchParams.getAll(name)).length > 1;
