import { describe, expect, it } from 'vitest';
import { EXIT } from '../src/index.ts';
import { terminal } from './terminal.ts';

const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1LTEifQ.c2lnbmF0dXJl';

describe('an argument that looks like a secret is refused, wherever it stands', () => {
  it.each([
    ['a token', ['inspect', TOKEN], 2, 'a JSON Web Token'],
    ['a token as an option', ['inspect', `--config=${TOKEN}`], 2, 'a JSON Web Token'],
    ['a token in a URL', ['locks', 'set', `https://a.example/?vt=${TOKEN}`], 3, 'a JSON Web Token'],
    ['a token for no command', [TOKEN], 1, 'a JSON Web Token'],
    ['a private key', ['keys', 'make', '-----BEGIN PRIVATE KEY-----\nMII'], 3, 'a private key'],
    ['a secret key', ['mint', '--key', 'sk_live_canary123'], 3, 'a secret key'],
    ['a sandbox key', ['mint', 'sandbox_cs_canary12345'], 2, 'a secret key'],
    ['a header', ['inspect', 'Bearer canary12345'], 2, 'an Authorization header'],
    ['a hashlock', ['hash', 'verify', '[{"user":"u-1"},{"hash":"canary"}]'], 3, 'a hashlock'],
    ['an encoded hashlock', ['inspect', '%5B%7B%22hash%22%3A%22canary%22%7D%5D'], 2, 'a hashlock'],
  ])('%s', async (_what, argv, position, shape) => {
    const { run, canaries } = await terminal();
    canaries.add('argument', 'canary');
    canaries.add('token', TOKEN);
    const { code, stdout, stderr } = await run(argv);
    expect(code).toBe(EXIT.usage);
    expect(stdout).toBe('');
    expect(stderr).toContain(`Argument ${position} looks like ${shape}.`);
    expect(stderr).toContain('in a file or by standard input');
  });
});

it('what is no secret is none: file names, viewers, dates, addresses', async () => {
  const { run } = await terminal();
  for (const argument of [
    'keys/brightcove.pub.pem',
    'u-1001',
    '2026-01-31',
    'https://a.example/entry',
  ])
    expect((await run(['inspect', argument])).stderr).not.toContain('looks like');
});
