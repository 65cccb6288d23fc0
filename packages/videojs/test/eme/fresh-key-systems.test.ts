import { expect, test } from 'vitest';
import { freshKeySystems } from '../../src/eme/fresh-key-systems.ts';
import type { LicenseRequest } from '../../src/eme/license-loader.ts';
import { settled } from '../../../client/test/support/settled.ts';

type Asked = Omit<LicenseRequest, 'signal'>;

const LICENSE = 'https://licenses.example/lic';
const CERTIFICATE = 'https://licenses.example/cert';
const CHALLENGE = Uint8Array.of(8, 4, 1);
const BYTES = { 'Content-Type': 'application/octet-stream' };

/** Calls a function of a key system as videojs-contrib-eme does. */
async function ask(
  name: string,
  system: object,
  what: 'getLicense' | 'getCertificate',
  ...given: unknown[]
): Promise<{ asked: readonly Asked[]; answers: readonly unknown[][] }> {
  const asked: Asked[] = [];
  const answers: unknown[][] = [];
  const systems = freshKeySystems(new Map([[name, system]]), {}, async (request) => {
    asked.push(request);
    return Uint8Array.of(9, 9).buffer;
  });
  const [options = {}, ...rest] = given;
  systems[name]?.[what]?.(options, ...rest, (...answer: unknown[]) => answers.push(answer));
  await settled();
  return { asked, answers };
}

const utf16 = (text: string): ArrayBuffer =>
  Uint16Array.from(text, (character) => character.charCodeAt(0)).buffer;

test.each(['com.widevine.alpha', 'org.w3.clearkey'])(
  '%s: the message of the module is the body, as bytes, and the answer is given as bytes',
  async (name) => {
    const { asked, answers } = await ask(
      name,
      { url: LICENSE },
      'getLicense',
      {},
      CHALLENGE.buffer,
    );
    expect(asked).toEqual([
      {
        ...{ url: LICENSE, kind: 'license', refusals: {} },
        init: { method: 'POST', headers: BYTES, body: CHALLENGE.buffer },
      },
    ]);
    expect(answers).toEqual([[null, Uint8Array.of(9, 9)]]);
  },
);

test.each(['com.apple.fps', 'com.apple.fps.1_0'])(
  '%s: the licence is asked for with the message behind the content id, and the certificate by GET',
  async (name) => {
    const system = { licenseUri: LICENSE, certificateUri: CERTIFICATE };
    const license = await ask(name, system, 'getLicense', {}, 'content', CHALLENGE);
    expect(license.asked).toEqual([
      {
        ...{ url: LICENSE, kind: 'license', refusals: {} },
        init: { method: 'POST', headers: BYTES, body: CHALLENGE.buffer },
      },
    ]);
    const certificate = await ask(name, system, 'getCertificate', {});
    expect(certificate.asked).toEqual([
      {
        ...{ url: CERTIFICATE, kind: 'certificate', refusals: {} },
        init: { method: 'GET', headers: {} },
      },
    ]);
    expect(certificate.answers).toEqual([[null, Uint8Array.of(9, 9)]]);
  },
);

test.each(['com.microsoft.playready', 'com.microsoft.playready.recommendation'])(
  '%s: challenge and headers are taken out of the message, and a bare challenge is sent as SOAP',
  async (name) => {
    const soap = '<soap:Envelope>Challenge</soap:Envelope>';
    const message = utf16(
      `<PlayReadyKeyMessage type="LicenseAcquisition"><LicenseAcquisition Version="1"><Challenge encoding="base64encoded">${btoa(soap)}</Challenge><HttpHeaders><HttpHeader><name>Content-Type</name><value>text/xml; charset=utf-8</value></HttpHeader><HttpHeader><name>SOAPAction</name><value>"AcquireLicense"</value></HttpHeader></HttpHeaders></LicenseAcquisition></PlayReadyKeyMessage>`,
    );
    const wrapped = await ask(name, { url: LICENSE }, 'getLicense', {}, message);
    expect(wrapped.asked[0]?.init).toEqual({
      method: 'POST',
      headers: { 'Content-Type': 'text/xml; charset=utf-8', SOAPAction: '"AcquireLicense"' },
      body: soap,
    });
    const bare = new TextEncoder().encode(soap);
    const raw = await ask(name, { url: LICENSE }, 'getLicense', {}, bare);
    const { body, ...init } = raw.asked[0]?.init ?? {};
    expect(init).toEqual({
      method: 'POST',
      headers: {
        'Content-Type': 'text/xml; charset=utf-8',
        SOAPAction: '"http://schemas.microsoft.com/DRM/2007/03/protocols/AcquireLicense"',
      },
    });
    expect(await new Response(body).text()).toBe(soap);
  },
);

test('headers of the application go along, those of the key system over those for all, and null takes one away', async () => {
  const options = { emeHeaders: { 'X-App': 'one', 'X-Both': 'all' } };
  const system = {
    ...{ url: LICENSE, certificateUri: CERTIFICATE },
    licenseHeaders: { 'x-both': 'license', 'content-type': null },
    certificateHeaders: { 'X-App': null },
  };
  const license = await ask('com.widevine.alpha', system, 'getLicense', options, CHALLENGE);
  expect(license.asked[0]?.init.headers).toEqual({ 'X-App': 'one', 'x-both': 'license' });
  const certificate = await ask('com.widevine.alpha', system, 'getCertificate', options);
  expect(certificate.asked[0]?.init.headers).toEqual({ 'X-Both': 'all' });
});

test('functions of the application stay, and so does what needs no URL of ours', () => {
  const own = { getLicense: () => undefined, getCertificate: () => undefined };
  const systems = freshKeySystems(
    new Map<string, object>([
      ['own', { ...own, url: LICENSE, certificateUri: CERTIFICATE }],
      ['bare', { persistentState: 'required' }],
    ]),
    {},
    () => Promise.reject(new Error('Not asked.')),
  );
  expect(systems['own']).toEqual({ ...own, url: LICENSE, certificateUri: CERTIFICATE });
  expect(systems['bare']).toEqual({ persistentState: 'required' });
});

test('refusals that the source names count beside those of the application, and nothing else in their place', async () => {
  const refusals = { 'Too many': 'device_limit', 'Who knows': 'nonsense', 7: 4 };
  const asked: Asked[] = [];
  const systems = freshKeySystems(
    new Map([['x', { url: LICENSE, refusals }]]),
    { 'Too late': 'not_entitled' },
    async (request) => void asked.push(request),
  );
  systems['x']?.getLicense?.({}, CHALLENGE, () => undefined);
  await settled();
  expect(asked[0]?.refusals).toEqual({ 'Too many': 'device_limit', 'Too late': 'not_entitled' });
});

test('what fails or is called off answers nothing', async () => {
  const answers: unknown[] = [];
  for (const load of [async () => undefined, () => Promise.reject(new Error('Over.'))]) {
    const systems = freshKeySystems(new Map([['x', { url: LICENSE }]]), {}, load);
    systems['x']?.getLicense?.({}, CHALLENGE, (...answer: unknown[]) => answers.push(answer));
  }
  await settled();
  expect(answers).toEqual([]);
});
