import { expect, test } from 'vitest';
import { createSeats } from '../../src/desk/seats.ts';

function withCookie(setCookie: string): Request {
  const [cookie = ''] = setCookie.split(';');
  return new Request('http://localhost:4600/', { headers: { cookie: `a=b; ${cookie}` } });
}

test('a seat is known by its cookie until it is left', () => {
  const seats = createSeats(false);
  const request = withCookie(seats.take());
  expect(seats.isTaken(request)).toBe(true);
  seats.leave(request);
  expect(seats.isTaken(request)).toBe(false);
});

test('A13 a cookie that was never given is no seat', () => {
  const seats = createSeats(false);
  seats.take();
  expect(seats.isTaken(withCookie('demo-seat=00000000-0000-0000-0000-000000000000'))).toBe(false);
});

test('the cookie is out of reach for scripts and other sites, and pinned to the host where that is possible', () => {
  expect(createSeats(false).take()).toMatch(/HttpOnly; SameSite=Strict$/);
  expect(createSeats(true).take()).toMatch(/^__Host-.*; Path=\/; .*; Secure$/);
});
