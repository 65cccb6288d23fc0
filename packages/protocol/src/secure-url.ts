import { isLoopbackHost } from './loopback.ts';

/** Whether nobody on the way can read what is sent there: https, or http on loopback. */
export function isSecureUrl({ protocol, hostname }: Pick<URL, 'protocol' | 'hostname'>): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname));
}
