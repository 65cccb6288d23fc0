/** What is sent to a PlayReady licence server. */
export interface PlayReadyRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: BodyInit;
}

/** Of a challenge that is not wrapped. */
const SOAP = {
  'Content-Type': 'text/xml; charset=utf-8',
  SOAPAction: '"http://schemas.microsoft.com/DRM/2007/03/protocols/AcquireLicense"',
};

/**
 * Takes the challenge and its headers out of a message of PlayReady: XML in UTF-16, or the challenge itself.
 *
 * @see Microsoft, "PlayReady Encrypted Media Extension": `PlayReadyKeyMessage`.
 */
export function readPlayReadyMessage(message: BufferSource): PlayReadyRequest {
  const text = new TextDecoder('utf-16le').decode(message);
  const challenge = text.includes('PlayReadyKeyMessage') ? parse(text) : undefined;
  return challenge ?? { headers: SOAP, body: new Uint8Array(bytesOf(message)) };
}

function parse(text: string): PlayReadyRequest | undefined {
  const xml = new DOMParser().parseFromString(text, 'application/xml');
  const challenge = xml.getElementsByTagName('Challenge')[0]?.textContent;
  if (!challenge) return undefined;
  const texts = (name: string): readonly string[] =>
    Array.from(xml.getElementsByTagName(name), ({ textContent }) => textContent ?? '');
  const values = texts('value');
  const headers = texts('name').map((name, i) => [name, values[i] ?? '']);
  return { headers: Object.fromEntries(headers), body: atob(challenge) };
}

/** Whatever view of it there is. */
export function bytesOf(source: BufferSource): ArrayBuffer {
  const bytes = ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
  return new Uint8Array(bytes).buffer;
}
