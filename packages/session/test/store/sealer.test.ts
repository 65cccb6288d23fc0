import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSealer } from '../../src/store/sealer.ts';
import { KEY, OTHER_KEY } from '../stage/stage.ts';

describe('a sealed text', () => {
  it('opens at its place with its key, and is another each time', async () => {
    const sealer = createSealer([KEY], 'keys');
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string(), async (text, place) => {
        const [one, two] = [await sealer.seal(text, place), await sealer.seal(text, place)];
        expect(one).not.toBe(two);
        expect(await sealer.open(one, place)).toEqual({ text, isOld: false });
        expect(await sealer.open(one, `${place}x`)).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  it('opens with an older key, and says so; not without it', async () => {
    const sealed = await createSealer([OTHER_KEY], 'keys').seal('text', 'here');
    const both = createSealer([KEY, OTHER_KEY], 'keys');
    expect(await both.open(sealed, 'here')).toEqual({ text: 'text', isOld: true });
    expect(await createSealer([KEY], 'keys').open(sealed, 'here')).toBeUndefined();
  });

  it('does not open when any of its characters is another', async () => {
    const sealer = createSealer([KEY], 'keys');
    const sealed = await sealer.seal('text', 'here');
    for (let i = 0; i < sealed.length - 1; i += 1) {
      const bent = `${sealed.slice(0, i)}${sealed[i] === 'A' ? 'B' : 'A'}${sealed.slice(i + 1)}`;
      expect(await sealer.open(bent, 'here')).toBeUndefined();
    }
    for (const none of ['', '.', '..', 'a.b.c', `${sealed}x.`, sealed.slice(0, 12)])
      expect(await sealer.open(none, 'here')).toBeUndefined();
  });
});
