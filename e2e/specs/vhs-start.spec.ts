import { expect, test } from '../stage/test.ts';
import { open, playsOn, seePicture, start } from './watch.ts';

const ASSET = 'bearer/launch-film';

/**
 * Takes the bytes out of the first answer of VHS' workers to the question which tracks a segment has. VHS finds it so by itself when it
 * gives a segment up while a worker looks at it, and asks for it again, as it may where keys fail at the start: both of its listeners take
 * the answer to the first question, and whichever comes second finds the bytes gone, throws, and never hears again.
 */
function emptyAnswer(): void {
  let isEmptied = false;
  window.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.addEventListener('message', ({ data }: MessageEvent<ProbeAnswer>) => {
        if (isEmptied || data.action !== 'probeTs') return;
        isEmptied = true;
        structuredClone(data.data.buffer, { transfer: [data.data.buffer] });
      });
    }
  };
}

interface ProbeAnswer {
  readonly action?: string;
  readonly data: Uint8Array<ArrayBuffer>;
}

test('VHS that lost a segment among its workers, after a key that failed at the start, begins anew, and the film plays', async ({
  page,
  stage,
}) => {
  await page.addInitScript(emptyAnswer);
  const where = { kind: 'key', path: `/${ASSET}/` } as const;
  const fault = await stage.fault({ where, do: { action: 'html' } });
  await open(page, stage.app);
  await start(page, { player: 'kit', asset: ASSET, src: stage.master(ASSET), buffer: 8 });
  // VHS heard of it, and looks at another rendition.
  const playlists = async () =>
    (await stage.media()).filter(({ path }) => /p\/index\.m3u8$/.test(path));
  await expect.poll(async () => (await playlists()).length, { timeout: 20_000 }).toBeGreaterThan(1);
  await stage.heal(fault);
  await seePicture(page);
  const { seen, ok } = await playsOn(page, 5);
  expect({ ok, errors: seen.errors }).toEqual({ ok: true, errors: 0 });
});
