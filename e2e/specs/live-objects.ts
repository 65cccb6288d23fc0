import type { Page } from '@playwright/test';
import type { Held } from '../site/count-held.ts';

/** What a player leaves in memory if anything still holds it. */
const KINDS = [
  'HTMLVideoElement',
  'MediaSource',
  'SourceBuffer',
  'Worker',
  'XMLHttpRequest',
  'ResizeObserver',
  'IntersectionObserver',
] as const;

/** How many objects a page has of each kind, garbage aside. */
export async function objectsOf(page: Page): Promise<Held> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const counts: [string, number][] = [];
  for (const kind of KINDS) {
    const { result } = await session.send('Runtime.evaluate', { expression: `${kind}.prototype` });
    const { objects } = await session.send('Runtime.queryObjects', {
      prototypeObjectId: result.objectId ?? '',
    });
    const { result: count } = await session.send('Runtime.callFunctionOn', {
      objectId: objects.objectId ?? '',
      functionDeclaration: 'function () { return this.length; }',
    });
    counts.push([kind, Number(count.value)]);
  }
  await session.detach();
  return Object.fromEntries(counts);
}

/** What a page's script keeps in memory, garbage aside, in bytes. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}
