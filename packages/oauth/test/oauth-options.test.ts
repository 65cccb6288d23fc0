import { expect, test } from 'vitest';
import type { OAuthOptions } from '../src/index.ts';
import { FakeBrowser } from './support/fake-browser.ts';
import { ScriptedServer } from './support/scripted-server.ts';
import { scriptedTab } from './support/scripted-tab.ts';

const made = (wrong: Partial<OAuthOptions>, page = 'https://app.example/') =>
  scriptedTab(new FakeBrowser(), new ScriptedServer(), wrong, new FakeBrowser().open(page));

test.each([
  ['issuer', { issuer: 'http://login.example' }],
  ['issuer', { issuer: 'nonsense' }],
  ['clientId', { clientId: '' }],
  ['redirectUri', { redirectUri: '/callback' }],
  ['redirectUri', { redirectUri: 'http://app.example/callback' }],
  ['redirectUri', { redirectUri: 'https://user@app.example/callback' }],
  ['redirectUri', { redirectUri: 'https://app.example/#/callback' }],
  ['urls', { urls: ['https://api.example/?x'] }],
  ['urls', { urls: ['//api.example'] }],
  ['urls', { urls: ['http://api.example'] }],
  ['timeoutMs', { timeoutMs: 10 }],
  ['timeoutMs', { timeoutMs: Number.POSITIVE_INFINITY }],
  ['timeoutMs', { timeoutMs: Number.NaN }],
])('a wrong %s is config, and named, but not repeated', (name, wrong) => {
  expect(() => made(wrong)).toThrow(expect.objectContaining({ code: 'config' }));
  expect(() => made(wrong)).toThrow(new RegExp(`^${name} is wrong`));
  expect(() => made(wrong)).not.toThrow(/example|nonsense|callback/);
});

const LOOPBACK = [
  'http://localhost:5173/callback',
  'http://127.0.0.1/callback',
  'http://[::1]/callback',
  'http://app.localhost/callback',
  'https://localhost/callback',
  'https://localhost./callback',
  'https://app.localhost./callback',
  'https://0.0.0.0/callback',
  'https://0/callback',
  'https://[::]/callback',
  'https://[::ffff:127.0.0.1]/callback',
  'https://[::ffff:0.0.0.0]/callback',
];

test.each(LOOPBACK)('A78: a page that viewers load may not send codes to %s', (redirectUri) => {
  expect(() => made({ redirectUri })).toThrow(/^redirectUri is wrong: on loopback/);
});

test.each([
  ...LOOPBACK.map((redirectUri) => [redirectUri, 'a page on loopback', 'http://127.0.0.1:5173/']),
  ...LOOPBACK.map((redirectUri) => [redirectUri, 'a page on this machine', 'https://0.0.0.0/']),
  ['http://localhost:5173/callback', 'a server', ''],
  ['https://localhost.example/callback', 'a page', 'https://app.example/'],
  ['https://10.0.0.0/callback', 'a page', 'https://app.example/'],
  ['https://[::ffff:10.0.0.1]/callback', 'a page', 'https://app.example/'],
])('control of A78: %s is right for %s', (redirectUri, _of, page) => {
  expect(() => made({ redirectUri }, page)).not.toThrow();
});
