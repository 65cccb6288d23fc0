import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { LISTENERS } from '../src/listener-name.ts';
import { sandboxUnderTest, statusOf } from './sandbox-under-test.ts';

const CLI = fileURLToPath(new URL('../src/cli.ts', import.meta.url));

function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = spawn(process.execPath, ['--conditions=playgate-source', CLI, ...args], {
    env: { ...process.env, NODE_ENV: 'development', ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function ended(child: ChildProcess): Promise<{ code: number | null; said: string }> {
  let said = '';
  child.stdout?.on('data', (text: Buffer) => (said += text.toString()));
  child.stderr?.on('data', (text: Buffer) => (said += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}

async function firstOutput(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('The command has no output.');
  const [text] = (await once(child.stdout, 'data')) as [Buffer];
  return text.toString();
}

test('--json prints one line that a program can read, and Ctrl-C ends it without an error', async () => {
  const child = run(['--port', '0', '--json']);
  const { addresses, keys } = JSON.parse(await firstOutput(child));
  expect(Object.keys(addresses)).toEqual([...LISTENERS]);
  expect(keys.catchTheShow.secretKey).toMatch(/^sandbox_sk_/);
  expect(await statusOf(addresses.control)).toBe(200);
  const end = once(child, 'exit');
  child.kill('SIGINT');
  expect(await end).toEqual([0, null]);
});

test('for people it prints a table of addresses and keys', async () => {
  const child = run(['--port', '0']);
  const text = await firstOutput(child);
  expect(text).toMatch(/Control +http:\/\/127\.0\.0\.1:\d+/);
  expect(text).toMatch(/Catch The Show +sandbox_sk_[\w-]+ +secret key/);
});

test('A91: in production it says why it does not start', async () => {
  const { code, said } = await ended(run(['--port', '0'], { NODE_ENV: 'production' }));
  expect(code).toBe(1);
  expect(said).toMatch(/^The sandbox does not start where NODE_ENV is "production"[^\n]*\n$/);
});

test('a port in use gets a sentence that says how to choose others', async () => {
  const { addresses } = await sandboxUnderTest();
  const { port } = new URL(addresses.control);
  const { code, said } = await ended(run(['--port', port]));
  expect(code).toBe(1);
  expect(said).toMatch(
    new RegExp(`^Port ${port}, meant for control, is in use\\. .*--port 4700[^\\n]*\\n$`),
  );
});

test.each([
  [['--port', 'many'], '--port'],
  [['--entry-url', 'entry'], 'entryUrl'],
  [['--bogus'], '--bogus'],
])('%j is refused in one sentence', async (args, word) => {
  const { code, said } = await ended(run(args));
  expect(code).toBe(1);
  expect(said).toContain(word);
  expect(said).not.toContain('    at ');
});
