import { expect, test } from 'vitest';
import { createSessions } from '../src/sessions.ts';

const open = { name: 'demo-session', secure: false };

function withCookie(setCookie: string): Request {
  const [cookie = ''] = setCookie.split(';');
  return new Request('http://localhost:4600/', { headers: { cookie: `a=b; ${cookie}` } });
}

test('a session is known by its cookie until it is closed', () => {
  const sessions = createSessions<string>(open);
  const request = withCookie(sessions.open('ada'));
  expect(sessions.holderOf(request)).toBe('ada');
  sessions.close(request);
  expect(sessions.holderOf(request)).toBeUndefined();
});

test('a viewer’s session is no seat at the operator’s desk', () => {
  const viewers = createSessions<string>(open);
  const seats = createSessions<'operator'>({ ...open, name: 'demo-seat' });
  const asViewer = withCookie(viewers.open('ada'));
  expect(seats.holderOf(asViewer)).toBeUndefined();
  expect(seats.holderOf(withCookie(seats.open('operator')))).toBe('operator');
});

test('the cookie is out of reach for scripts and other sites, and pinned to the host where that is possible', () => {
  const pinned = createSessions<string>({ ...open, secure: true });
  expect(createSessions<string>(open).open('ada')).toMatch(/HttpOnly; SameSite=Strict$/);
  expect(pinned.open('ada')).toMatch(/^__Host-.*; Path=\/; .*; Secure$/);
});
