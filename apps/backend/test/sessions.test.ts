import { expect, test } from 'vitest';
import { findAccount } from '../src/accounts.ts';
import { createSessions } from '../src/sessions.ts';

function withCookie(setCookie: string): Request {
  const [cookie = ''] = setCookie.split(';');
  return new Request('http://localhost:4600/', { headers: { cookie: `a=b; ${cookie}` } });
}

test('a session is known by its cookie until it is closed', () => {
  const sessions = createSessions({ secure: false });
  const ada = findAccount('ada');
  if (ada === undefined) throw new Error('The demo has no Ada.');
  const request = withCookie(sessions.open(ada));
  expect(sessions.viewerOf(request)).toBe(ada);
  sessions.close(request);
  expect(sessions.viewerOf(request)).toBeUndefined();
});

test('the cookie is out of reach for scripts and other sites, and pinned to the host where that is possible', () => {
  const ada = findAccount('ada');
  if (ada === undefined) throw new Error('The demo has no Ada.');
  expect(createSessions({ secure: false }).open(ada)).toMatch(/HttpOnly; SameSite=Strict$/);
  expect(createSessions({ secure: true }).open(ada)).toMatch(/^__Host-.*; Path=\/; .*; Secure$/);
});
