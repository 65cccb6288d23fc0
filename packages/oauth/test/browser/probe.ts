import type { Page } from 'playwright';

/** What a script that was injected into the page could read without asking for it. */
export const probe = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('playgate-oauth', 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore('values');
      opening.onsuccess = () => resolve(opening.result);
    });
    const stored = await new Promise<unknown[]>((resolve) => {
      const reading = database.transaction('values').objectStore('values').getAll();
      reading.onsuccess = () => resolve(reading.result);
    });
    database.close();
    const shown = stored.map((value) =>
      Object.fromEntries(
        Object.entries(Object(value)).map(([name, member]) => [
          name,
          member instanceof CryptoKey
            ? { type: member.type, extractable: member.extractable }
            : member,
        ]),
      ),
    );
    const own = Object.entries(window.oauth).filter(([, member]) => typeof member !== 'function');
    return [
      JSON.stringify(Object.entries(localStorage)),
      JSON.stringify(Object.entries(sessionStorage)),
      document.cookie,
      JSON.stringify(shown),
      JSON.stringify(own),
      JSON.stringify(window.oauth.session.get()),
      // Browsers remember what address a page was loaded from, with the code, which is used up by then.
      ...performance
        .getEntries()
        .flatMap((entry) => (entry.entryType === 'navigation' ? [] : [entry.name])),
    ].join('\n');
  });
