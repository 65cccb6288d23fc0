/** What the page said on the console, and what went wrong in it. */
const said: string[] = [];

const LEVELS = ['debug', 'log', 'info', 'warn', 'error'] as const;

/** Keeps what the page says from now on. */
export function listenToSelf(): void {
  for (const level of LEVELS) {
    const say = console[level];
    console[level] = (...words) => {
      said.push(words.map(spell).join(' '));
      say.apply(console, words);
    };
  }
  addEventListener('error', ({ message, error }) => said.push(message, spell(error)));
  addEventListener('unhandledrejection', ({ reason }) => said.push(`unhandled: ${spell(reason)}`));
}

/** Every text of a value that a log, an error reporter or a developer would see. */
export function spell(value: unknown): string {
  if (!(value instanceof Error)) return typeof value === 'string' ? value : json(value);
  const cause = value.cause === undefined ? '' : ` · cause: ${spell(value.cause)}`;
  return `${String(value)} · ${value.stack} · ${json(value)}${cause}`;
}

function json(value: unknown): string {
  const seen = new Set<unknown>();
  try {
    const text = JSON.stringify(value, (_, member: unknown) => {
      if (typeof member !== 'object' || member === null) return member;
      // A player holds the whole page; its parts are looked at where they are.
      if (member instanceof EventTarget || seen.has(member)) return undefined;
      seen.add(member);
      return member;
    });
    return text ?? String(value);
  } catch (error) {
    return `not to be spelled: ${String(error)}`;
  }
}

/** Everything that the page said, shows and keeps, in one text. */
export async function belongings(): Promise<string> {
  const { href } = location;
  return [
    ...said,
    ...[href, document.cookie, document.title, json(history.state)],
    document.documentElement.outerHTML,
    ...storesOf(['localStorage', 'sessionStorage']),
    ...(await databases()),
  ].join('\n');
}

const storesOf = (names: readonly ('localStorage' | 'sessionStorage')[]): readonly string[] =>
  names.map((name) => {
    try {
      return json(Object.entries(window[name]));
    } catch (error) {
      // Denied: then nothing is in it.
      return String(error);
    }
  });

async function databases(): Promise<readonly string[]> {
  try {
    const known = await indexedDB.databases();
    return await Promise.all(known.map(({ name = '' }) => database(name)));
  } catch (error) {
    // As above.
    return [String(error)];
  }
}

async function database(name: string): Promise<string> {
  const db = await answerOf(indexedDB.open(name));
  const stores = [...db.objectStoreNames];
  const contents = await Promise.all(
    stores.map((store) => answerOf(db.transaction(store).objectStore(store).getAll())),
  );
  db.close();
  return json({ name, stores, contents });
}

const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'));
  });
