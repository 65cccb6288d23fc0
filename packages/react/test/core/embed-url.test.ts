import { expect, test } from 'vitest';
import { embedUrl } from '../../src/core/embed-url.ts';

test('leaves the address as it is', () => {
  expect(embedUrl('https://video.ibm.com/embed/1?a=%20b')).toBe(
    'https://video.ibm.com/embed/1?a=%20b',
  );
});

test.each([
  ['https://video.ibm.com/embed/1', 'https://video.ibm.com/embed/1?api-target-origin=X'],
  ['https://video.ibm.com/embed/1?a=1', 'https://video.ibm.com/embed/1?a=1&api-target-origin=X'],
  ['https://video.ibm.com/embed/1#b?c', 'https://video.ibm.com/embed/1?api-target-origin=X#b?c'],
  ['https://video.ibm.com/embed/1?a#b', 'https://video.ibm.com/embed/1?a&api-target-origin=X#b'],
])('tells %s the origin of the page', (src, expected) => {
  expect(embedUrl(src, 'https://app.example')).toBe(
    expected.replace('X', 'https%3A%2F%2Fapp.example'),
  );
});

test.each([
  '',
  'embed/1',
  '//video.ibm.com/',
  'javascript:alert(1)',
  'data:text/html,x',
  'https://',
])('refuses %j', (src) => {
  expect(() => embedUrl(src)).toThrow(expect.objectContaining({ code: 'config' }));
});
