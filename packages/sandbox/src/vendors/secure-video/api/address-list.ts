/** The addresses that may call the API. */
export interface AddressList {
  /** Where requests are taken to come from: all of a sandbox's come from this computer. */
  caller: string;
  set(addresses: readonly string[]): void;
  isAllowed(): boolean;
}

/** @see SecureVideo, 412: during development the list is "0.0.0.0", which allows any address. */
const ANY = '0.0.0.0';

export function createAddressList(): AddressList {
  let allowed: readonly string[] = [ANY];
  return {
    caller: '127.0.0.1',
    set(addresses) {
      allowed = addresses;
    },
    isAllowed() {
      return allowed.includes(ANY) || allowed.includes(this.caller);
    },
  };
}
