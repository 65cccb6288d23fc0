import { test as base, expect } from '@playwright/test';
import type { Browser, Page, Response } from '@playwright/test';
import type { JournalEntry } from '@playgate/sandbox';
import { createControl } from '@playgate/sandbox/control';
import type { Control } from '@playgate/sandbox/control';
import { readFile } from 'node:fs/promises';
import { startDemo } from '../stage/start-demo.ts';
import type { Demo } from '../stage/start-demo.ts';
import { enter, filmTime, play, pressPlay, seen, skipBuffer, visit } from './demo-page.ts';

interface Shared {
  readonly demo: Demo;
  readonly control: Control;
}

const test = base.extend<{ ada: Page }, Shared>({
  demo: [
    async ({}, use) => {
      // Passes outlive the tests: what ends one here is not its lifetime.
      const demo = await startDemo('--pass-seconds', '600');
      await use(demo);
      expect(await demo.close()).toBe(0);
    },
    { scope: 'worker' },
  ],
  control: [async ({ demo }, use) => use(createControl(demo.control)), { scope: 'worker' }],
  ada: async ({ page, demo }, use) => {
    await enter(page, demo.url, 'Ada');
    await use(page);
  },
});

// One demo at a time: its vendors are for all of its pages.
test.describe.configure({ mode: 'default' });

/** The requests that one of the sandbox's listeners has noted since, of some kinds. */
async function requests(
  control: Control,
  after: number,
  listener: JournalEntry['listener'],
  kinds: readonly JournalEntry['kind'][],
): Promise<readonly JournalEntry[]> {
  const { entries } = await control.journal(after);
  return entries.filter(
    (entry) => entry.listener === listener && entry.method === 'GET' && kinds.includes(entry.kind),
  );
}

/** How they carried their credential, and what became of it: each way once. */
function waysOf(entries: readonly JournalEntry[]): readonly string[] {
  const ways = entries.map(
    ({ kind, credential, generation, verdict }) =>
      `${kind}: ${credential}${generation === undefined ? '' : ` ${generation}`}, ${verdict}`,
  );
  return [...new Set(ways)].toSorted();
}

const markOf = async (control: Control): Promise<number> => (await control.journal()).next;

const MEDIA = ['key', 'manifest', 'playlist', 'segment'] as const;

for (const { film, listener } of [
  { film: 'Launch film', listener: 'catchTheShow' },
  { film: 'Festival film', listener: 'stapi' },
] as const)
  test(`${film}: every request for it carries its token as a Bearer header, and is refused without`, async ({
    ada: page,
    demo,
    control,
  }) => {
    // The page that one enters by has a film, too.
    await page.goto('about:blank');
    const mark = await markOf(control);
    await page.goto(demo.url);
    await visit(page, film);
    await pressPlay(page);
    await seen(page, 3);
    const media = await requests(control, mark, listener, MEDIA);
    const way = `bearer ${media[0]?.generation}, ok`;
    expect(waysOf(media)).toEqual(MEDIA.map((kind) => `${kind}: ${way}`));
    for (const { path } of media.slice(0, 3))
      expect((await fetch(demo.addressOf(listener) + path)).status).toBe(401);
  });

test('Rental film: the signed token reaches the manifest and each key in bcov_auth, no segment, and no key is given without', async ({
  ada: page,
  control,
}) => {
  const mark = await markOf(control);
  const key = page.waitForRequest(/\/license\/v1\/aes128\//);
  await visit(page, 'Rental film');
  await pressPlay(page);
  await seen(page, 3);
  const media = await requests(control, mark, 'brightcove', MEDIA);
  const generation = media[0]?.generation;
  expect(generation).toBeGreaterThan(0);
  expect(waysOf(media)).toEqual([
    `key: query ${generation}, ok`,
    `manifest: query ${generation}, ok`,
    `playlist: query ${generation}, ok`,
    'segment: query, ok',
  ]);
  const url = new URL((await key).url());
  expect((await fetch(url)).status).toBe(200);
  url.searchParams.delete('bcov_auth');
  expect((await fetch(url)).status).toBe(401);
});

test('One-time embed: each opening brings a token of its own, which opens once', async ({
  ada: page,
  control,
}) => {
  const mark = await markOf(control);
  const opening = (): Promise<string> =>
    page.waitForRequest(/\/embed\/recorded\/2004\?/).then((request) => request.url());
  const embeds = async (): Promise<readonly string[]> =>
    (await requests(control, mark, 'ibm', ['embed']))
      .filter(({ path }) => path === '/embed/recorded/2004')
      .map(({ credential, verdict }) => `${credential}, ${verdict}`);
  const first = opening();
  await visit(page, 'One-time embed');
  await play(page.frameLocator('iframe').first());
  await seen(page.frameLocator('iframe').first(), 1);
  expect(await embeds()).toEqual(['query, ok']);
  const second = opening();
  await page.reload();
  await seen(page.frameLocator('iframe').first(), 1);
  expect(await embeds()).toEqual(['query, ok', 'query, ok']);
  expect(new URL(await second).searchParams.get('vt')).not.toBe(
    new URL(await first).searchParams.get('vt'),
  );
  // Control: a token that was used, and none at all, lead to the sign-in page instead.
  const without = new URL(await first);
  without.searchParams.delete('vt');
  for (const url of [await first, without.href])
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(302);
  expect((await embeds()).slice(2)).toEqual(['query, revoked', 'none, missing']);
});

const isKey = (response: Response): boolean => response.url().includes('/license/v1/aes128/');

/** Waits for the next key that a page gets. */
const nextKey = (page: Page): Promise<Response> => page.waitForResponse(isKey);

/** Sits down at the operator's desk, in a browser of one's own. */
async function sitDown(browser: Browser, url: string, where: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(url);
  await visit(page, where);
  await page.getByRole('button', { name: 'Take the operator’s seat' }).click();
  await expect(page.getByRole('button', { name: 'Stand up' })).toBeVisible();
  return page;
}

test('a viewer who is cut off loses the next key once the blacklist has arrived, and sees why; another plays on; let in again, so does the first', async ({
  ada,
  browser,
  demo,
  control,
}) => {
  await control.tell('brightcove', 'setAccount', { propagationMs: 60_000 });
  const grace = await (await browser.newContext()).newPage();
  await enter(grace, demo.url, 'Grace');
  for (const page of [ada, grace]) {
    await visit(page, 'Rental film');
    await pressPlay(page);
    await seen(page, 2);
  }
  const operator = await sitDown(browser, demo.url, 'Rental film');
  await operator.getByRole('button', { name: 'Cut Ada off' }).click();
  await expect(operator.getByText('is cut off')).toBeVisible();
  await expect(operator.getByText(/up to a minute/)).toBeVisible();

  // Control: the edges do not know yet.
  expect((await nextKey(ada)).status()).toBe(200);
  // One that was given before may still be on its way, and after the first no there is no other.
  const refused = ada.waitForResponse((response) => isKey(response) && response.status() === 401);
  await control.setClock(61_000);
  await refused;
  expect((await nextKey(grace)).status()).toBe(200);

  await skipBuffer(ada);
  const dialog = ada.getByRole('dialog');
  await expect(dialog).toContainText('You do not have permission to watch this video.', {
    timeout: 60_000,
  });
  await seen(grace, (await filmTime(grace)) + 2);
  await expect(grace.getByRole('dialog')).toHaveCount(0);

  await operator.getByRole('button', { name: 'Let Ada in again' }).click();
  await expect(operator.getByText('Ada may watch again.')).toBeVisible();
  const stoppedAt = await filmTime(ada);
  await dialog.getByRole('button').first().click();
  await seen(ada, stoppedAt + 2);
  await control.setClock(0);
});

test('an audit report is ordered, waited for with its progress shown, and downloaded', async ({
  browser,
  demo,
  control,
}) => {
  await control.tell('brightcove', 'setAccount', { auditMs: 0 });
  const operator = await sitDown(browser, demo.url, 'Rental film');
  await operator.getByRole('button', { name: 'Audit report' }).click();
  await expect(operator.getByRole('progressbar')).toBeVisible();
  const [download] = await Promise.all([
    operator.waitForEvent('download'),
    operator.getByRole('link', { name: 'Download the report (CSV)' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('audit-report.csv');
  const [header, ...rows] = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
  expect(header).toBe('timestamp,request,video_id,uid,sid,ip,user_agent,status,response');
  expect(rows.map((row) => row.split(',').at(-1))).toEqual(Array(3).fill('TOKEN_REQUIRED'));
});

/** Keeps every answer's text that a browser gets. */
function listen(page: Page): () => Promise<string> {
  const bodies: Promise<string>[] = [];
  page.context().on('requestfinished', (request) => {
    // An answer that leads elsewhere has no body to read.
    const body = request.response().then((response) => response?.text() ?? '');
    bodies.push(body.catch(() => ''));
  });
  return async () => (await Promise.all(bodies)).join('\n');
}

/** Every secret of the run: what is long enough to be one. */
function secretsIn(keys: unknown): readonly string[] {
  if (typeof keys === 'string') return keys.length >= 20 ? [keys] : [];
  if (typeof keys !== 'object' || keys === null) return [];
  return Object.values(keys).flatMap(secretsIn);
}

for (const { id, trouble, code, reason, words } of [
  {
    id: 'SV-S5',
    trouble: 'Quota spent',
    code: 'vendor_rate_limited',
    reason: 'quota_exceeded',
    words: 'The hourly quota of requests has been exceeded',
  },
  {
    id: 'SV-S4',
    trouble: 'Wrong address',
    code: 'vendor_address',
    reason: 'address_not_allowed',
    words: 'Request must be from a whitelisted IP address',
  },
])
  test(`${id} ${trouble}: operators read what the vendor said, participants a sentence and a reference, and nothing else of it`, async ({
    page,
    browser,
    demo,
    control,
  }) => {
    const heard = listen(page);
    await enter(page, demo.url, 'Ada');
    await visit(page, 'Video visits');
    await expect(page.getByRole('button', { name: 'Join as Ada' })).toHaveCount(2);
    const operator = await sitDown(browser, demo.url, 'Video visits');
    const heardByOperator = listen(operator);
    await operator.getByRole('switch', { name: trouble }).click();
    await expect(operator.getByRole('switch', { name: trouble })).toBeChecked();

    const [refused] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('button', { name: 'Open my page at the vendor' }).click(),
    ]);
    await expect(refused.locator('body')).toContainText('Reference: ');
    await refused.close();
    await page.getByRole('button', { name: 'Look again' }).click();
    await expect(page.getByText('Video visits are not available right now.')).toBeVisible();
    const reference = await page.locator('.visit-away code').innerText();

    const log = operator.getByRole('list', { name: 'Log' });
    for (const text of [reason, code, words, reference]) await expect(log).toContainText(text);
    await operator.getByRole('switch', { name: trouble }).click();
    await expect(operator.getByRole('switch', { name: trouble })).not.toBeChecked();
    await page.getByRole('button', { name: 'Look again' }).click();
    await expect(page.getByRole('button', { name: 'Join as Ada' })).toHaveCount(2);

    const secrets = secretsIn(await control.keys());
    expect(secrets.length).toBeGreaterThan(8);
    const told = await heard();
    expect(told).toContain('Video visits are not available right now.');
    for (const text of [code, reason, words, ...secrets])
      expect(told.includes(text), text.slice(0, 40)).toBe(false);
    // Control: the same search finds it where it is told.
    expect(await heardByOperator()).toContain(words);
  });
