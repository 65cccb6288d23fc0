/**
 * The rules of the hash tester, as the script of its page: `checkResponse(text, secret, nowSeconds)` and what it needs. MD5 is written
 * out because browsers have none (RFC 1321).
 */
export const HASH_TEST_RULES: string = String.raw`
const SHIFTS = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
const SINES = Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32));

function md5(text) {
  const bytes = new TextEncoder().encode(text);
  const words = new Uint32Array((((bytes.length + 8) >> 6) + 1) * 16);
  bytes.forEach((byte, i) => { words[i >> 2] |= byte << ((i % 4) * 8); });
  words[bytes.length >> 2] |= 0x80 << ((bytes.length % 4) * 8);
  words[words.length - 2] = bytes.length * 8;
  let state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let at = 0; at < words.length; at += 16) state = mix(state, words.subarray(at, at + 16));
  const digest = new Uint8Array(Uint32Array.from(state).buffer);
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function mix(state, block) {
  let [a, b, c, d] = state;
  for (let i = 0; i < 64; i += 1) {
    const round = i >> 4;
    const [f, k] = [
      [(b & c) | (~b & d), i],
      [(d & b) | (~d & c), (5 * i + 1) % 16],
      [b ^ c ^ d, (3 * i + 5) % 16],
      [c ^ (b | ~d), (7 * i) % 16],
    ][round];
    const sum = (a + f + SINES[i] + block[k]) | 0;
    const shift = SHIFTS[round][i % 4];
    [a, d, c, b] = [d, c, b, (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0];
  }
  return [a + state[0], b + state[1], c + state[2], d + state[3]];
}

/** What was pasted: a return URL, its hash, or the JSON itself. */
function readPasted(text) {
  const pasted = text.trim();
  const found = /[?&]hash=([^&#]*)/.exec(pasted);
  const encoded = found ? found[1] : pasted;
  if (!found && !/^%(5B|7B|22)/i.test(encoded)) return pasted;
  try {
    return decodeURIComponent(encoded.replace(/\+/g, ' '));
  } catch {
    return undefined;
  }
}

function parseList(json) {
  try {
    const parsed = JSON.parse(json);
    return Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

const isScalar = (value) => typeof value === 'string' || typeof value === 'number';
const isControl = (name) => name === 'hash' || name === 'hashExpire';

/** The members of the array's objects in order; undefined if one of them is not of the documented shape. */
function membersOf(list) {
  const members = [];
  for (const one of list) {
    const pairs = one && typeof one === 'object' && !Array.isArray(one) ? Object.entries(one) : [];
    const isSingle = pairs.length === 1 || (pairs.length === 2 && pairs.every(([name]) => isControl(name)));
    if (!isSingle || !pairs.every(([, value]) => isScalar(value))) return undefined;
    members.push(...pairs);
  }
  return members;
}

/** Each rule is {name, state: 'ok' | 'bad' | 'note', says}. 'note' breaks the stricter rules of this kit only. */
function checkResponse(text, secret, nowSeconds) {
  const rules = [];
  const add = (name, state, says) => (rules.push({ name, state, says }), state !== 'bad');
  const end = () => ({
    vendor: rules.every(({ state }) => state !== 'bad'),
    strict: rules.every(({ state }) => state === 'ok'),
    rules,
  });
  const json = readPasted(text);
  if (json === 'false' || json === '"false"') {
    add('An answer', 'bad', 'This is the vendor’s no. The player turns the viewer away.');
    return end();
  }
  const list = json === undefined ? undefined : parseList(json);
  if (!add('A JSON array', list ? 'ok' : 'bad', list ? list.length + ' objects.'
    : 'It must be JSON, an array: [{"user":"…"},{"hashExpire":…},{"hash":"…"}].')) return end();
  const members = membersOf(list);
  if (!add('One member in each object', members ? 'ok' : 'bad', members ? 'Each value is a text or a number.'
    : 'Each object must hold one parameter, a text or a number. "hash" and "hashExpire" may stand in one.')) return end();
  const hash = members.find(([name]) => name === 'hash')?.[1];
  if (!add('A hash', typeof hash === 'string' && /^[0-9a-f]{32}$/.test(hash) ? 'ok' : 'bad', hash === undefined
    ? 'There is no "hash".' : 'It must be 32 hexadecimal digits in lower case.')) return end();
  rules.at(-1).says = '32 hexadecimal digits in lower case.';
  checkExpiry(members, nowSeconds, add);
  checkValues(members, add);
  checkDigest(members, { hash, secret }, add);
  return end();
}

function checkExpiry(members, nowSeconds, add) {
  const name = 'An expiry';
  const at = members.findIndex(([member]) => member === 'hashExpire');
  if (at < 0) return add(name, 'note', 'There is no "hashExpire": the player keeps this hash for ever.');
  const value = members[at][1];
  const seconds = Number(value);
  if (!Number.isSafeInteger(seconds) || String(value).trim() === '')
    return add(name, 'bad', '"hashExpire" must be whole seconds since 1970.');
  const left = seconds - Math.floor(nowSeconds);
  if (left <= 0) return add(name, 'bad', 'It ended ' + span(-left) + ' ago. Are these seconds, and is your clock right?');
  if (members.slice(at).some(([member]) => !isControl(member)))
    return add(name, 'bad', '"hashExpire" must come after the parameters, as in the hash.');
  if (left > 86400) return add(name, 'note', 'It ends in ' + span(left) + '. Anybody who sees it can use it until then.');
  if (typeof value !== 'number') return add(name, 'note', 'It ends in ' + span(left) + '; better as a number than as a text.');
  return add(name, 'ok', 'It ends in ' + span(left) + '.');
}

function span(seconds) {
  for (const [unit, length] of [['days', 86400], ['hours', 3600], ['minutes', 60]])
    if (seconds >= 2 * length) return Math.floor(seconds / length) + ' ' + unit;
  return seconds + ' seconds';
}

function checkValues(members, add) {
  const values = members.filter(([member]) => !isControl(member)).map(([, value]) => value);
  const name = 'Values that cannot be moved';
  if (values.length === 0) return add(name, 'note', 'There is no parameter: nobody knows who watches.');
  if (values.some((value) => String(value).includes('|')))
    return add(name, 'note', 'A value holds "|", which the hash cannot tell from the end of a value.');
  if (values.some((value) => typeof value !== 'string' || !/^[ -~]+$/.test(value)) || values.join('|').length > 63)
    return add(name, 'note', 'Keep to texts of visible ASCII, 63 characters in all: an id rather than a name.');
  return add(name, 'ok', 'Texts of visible ASCII without "|".');
}

function checkDigest(members, { hash, secret }, add) {
  const name = 'The right hash';
  if (secret === '') return add(name, 'bad', 'Enter the secret.');
  const values = members.filter(([member]) => member !== 'hash').map(([, value]) => String(value));
  const parameters = members.filter(([member]) => !isControl(member)).map(([, value]) => String(value));
  if (parameters.length === 0) values.unshift('');
  const shown = values.join('|') + '|' + '•'.repeat(8);
  if (md5([...values, secret].join('|')) === hash) return add(name, 'ok', 'MD5 of ' + shown);
  const wrongs = [
    ['the expiry was not hashed', [...parameters, secret]],
    ['the secret was hashed before the expiry', [...parameters, secret, ...values.slice(parameters.length)]],
    ['there are spaces around the secret', [...values, secret.trim()]],
    ['the secret was not hashed', values],
    ['the names were hashed, too', [...members.filter(([member]) => member !== 'hash').map(([member, value]) => member + '=' + value), secret]],
  ];
  const found = wrongs.find(([, parts]) => md5(parts.join('|')) === hash);
  return add(name, 'bad', 'It is not the MD5 of ' + shown + (found ? ': ' + found[0] + '.' : '. Is it the secret of this lock?'));
}
`;
