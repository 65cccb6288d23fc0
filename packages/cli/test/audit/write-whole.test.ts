import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { writeWhole } from '../../src/audit/write-whole.ts';

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'playgate-cli-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

it.each(['ENOSPC', 'EDQUOT', 'EFBIG'])(
  'a full disk (%s) is told in a sentence and leaves nothing',
  async (code) => {
    const folder = await newFolder();
    const full = Object.assign(new Error(`${code}: write`), { code });
    const writing = writeWhole(join(folder, 'a.csv'), async (file) => {
      await file.appendFile('the first half');
      throw full;
    });
    await expect(writing).rejects.toMatchObject({
      code: 'problem',
      message: 'The disk is full. Make room, or choose another one with --out.',
    });
    expect(await readdir(folder)).toEqual([]);
  },
);

it('control: any other error is thrown as it is, and what is written whole stays', async () => {
  const folder = await newFolder();
  const path = join(folder, 'a.csv');
  const error = Object.assign(new Error('EIO: write'), { code: 'EIO' });
  await expect(writeWhole(path, () => Promise.reject(error))).rejects.toBe(error);
  expect(await readdir(folder)).toEqual([]);
  await writeWhole(path, (file) => file.appendFile('all of it'));
  expect(await readFile(path, 'utf8')).toBe('all of it');
});
