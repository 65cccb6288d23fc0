/** What the locks are called that stand for a letter. */
const PREFIX = 'demo-tab ';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Gives this tab the first letter that no other tab has. It is its own until the page goes, however it goes. */
export async function takeTabName(locks: LockManager = navigator.locks): Promise<string> {
  for (const letter of LETTERS) if (await take(locks, letter)) return letter;
  return '?';
}

/** The letters of the tabs that are there. */
export async function tabsThere(locks: LockManager = navigator.locks): Promise<readonly string[]> {
  const { held = [] } = await locks.query();
  return held
    .map(({ name = '' }) => name)
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => name.slice(PREFIX.length))
    .toSorted();
}

function take(locks: LockManager, letter: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const hold = (lock: Lock | null): Promise<never> | undefined => {
      resolve(lock !== null);
      // The lock is held for as long as this is pending.
      return lock === null ? undefined : new Promise<never>(() => {});
    };
    locks.request(PREFIX + letter, { ifAvailable: true }, hold).then(undefined, reject);
  });
}
