import { describe, expect, it } from 'vitest';
import { createCanaries } from './canaries.ts';
import { HASH_SECRET, terminal } from './terminal.ts';

describe('the scanner that every command of these tests is held to', () => {
  it.each([
    ['raw', HASH_SECRET],
    ['url', encodeURIComponent(HASH_SECRET)],
    ['url', new URLSearchParams({ q: HASH_SECRET }).toString()],
    ['json', JSON.stringify({ detail: HASH_SECRET })],
    ['base64', Buffer.from(HASH_SECRET).toString('base64')],
    ['base64', Buffer.from(`user:${HASH_SECRET}:more`).toString('base64')],
    ['base64', Buffer.from(`u:${HASH_SECRET}`).toString('base64')],
    ['base64url', Buffer.from(`${HASH_SECRET}`).toString('base64url')],
    ['hex', Buffer.from(HASH_SECRET).toString('hex')],
  ])('finds a secret written as %s', (how, text) => {
    const canaries = createCanaries();
    canaries.add('secret', HASH_SECRET);
    expect(canaries.findIn(`before ${text} after`)).toContain(`secret (${how})`);
    expect(canaries.findIn('before and after')).toEqual([]);
  });

  it('fails a test when a command tells one', async () => {
    const { run, canaries } = await terminal();
    canaries.add('planted', 'playgate <command>');
    await expect(run('--help')).rejects.toThrow('--help tells planted (raw)');
  });
});
