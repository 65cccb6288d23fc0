import type { LeakWatch } from '../../../leaks/leak-watch.ts';

/** Makes what lets people in. Everything it makes is watched for where it must not be. */
export interface SecretMaker {
  /** Nine digits, without a leading zero. */
  code(): number;
  /** A GUID of RFC 4122: 36 characters. */
  passkey(): string;
  /** 32 hexadecimal digits. */
  login(): string;
}

export function createSecretMaker(
  random: (size: number) => Uint8Array,
  leaks: Pick<LeakWatch, 'addCanary'>,
): SecretMaker {
  let made = 0;
  const watched = <Value extends string | number>(kind: string, value: Value): Value => {
    leaks.addCanary(`secureVideo.${kind}.${(made += 1)}`, String(value));
    return value;
  };
  const hex = (): string => Buffer.from(random(16)).toString('hex');
  return {
    code() {
      const number = Buffer.from(random(6)).readUIntBE(0, 6);
      return watched('code', 100_000_000 + (number % 900_000_000));
    },
    passkey() {
      const guid = hex().replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-a$4-$5');
      return watched('passkey', guid);
    },
    login: () => watched('login', hex()),
  };
}
