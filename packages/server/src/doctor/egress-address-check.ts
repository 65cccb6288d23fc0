import { jsonMember } from '../json-member.ts';
import { ServerError } from '../server-error.ts';
import { checkedUrl } from './checked-url.ts';
import { createDoctorCheck } from './create-doctor-check.ts';
import type { DoctorCheck, DoctorFinding } from './doctor-check.ts';
import { findingsOf } from './findings-of.ts';
import { probe } from './probe.ts';

/** Options of `egressAddressCheck`. */
export interface EgressAddressCheckOptions {
  /** Answers with the caller's address, as text or as JSON `{ "ip": … }`. There is no default: who learns of your server is your choice. */
  readonly echoUrl?: string;
  /** The addresses that the vendor has on its list. Default: not compared. */
  readonly allowed?: readonly string[];
  /** Default `egress`. */
  readonly id?: string;
}

/**
 * Says from which address this server's calls come, for vendors that answer listed addresses only.
 *
 * @throws {ServerError} `config`
 */
export function egressAddressCheck(options: EgressAddressCheckOptions = {}): DoctorCheck {
  const { echoUrl, allowed, id = 'egress' } = options;
  const url = echoUrl === undefined ? undefined : checkedUrl(echoUrl, 'echoUrl');
  const listed = allowed?.map((address, i) => {
    const plain = plainAddress(address);
    if (plain === undefined)
      throw new ServerError('config', `allowed[${i}] must be an IPv4 or IPv6 address.`);
    return plain;
  });
  return createDoctorCheck({ id, title: 'the address that calls come from' }, async (context) => {
    if (url === undefined) return [unasked(id)];
    const { text } = await probe(url, { method: 'GET' }, context);
    return [findingOf(addressIn(text), url, { id, listed })];
  });
}

function unasked(id: string): DoctorFinding {
  return findingsOf(id).warning(
    'The address that calls come from is not known here.',
    'Set echoUrl to an address that answers with the caller’s IP: a route of yours on another server, or a service that you trust.',
  );
}

function findingOf(
  address: string | undefined,
  url: URL,
  { id, listed }: { readonly id: string; readonly listed: readonly string[] | undefined },
): DoctorFinding {
  const { ok, problem } = findingsOf(id);
  if (address === undefined)
    return problem(
      `${url.host} did not answer with an address.`,
      'echoUrl must answer with the caller’s IP, as text or as JSON { "ip": … }.',
    );
  if (listed === undefined)
    return ok(`Calls come from ${address}. The vendor must have it on its list.`);
  if (listed.includes(address)) return ok(`Calls come from ${address}, which is on the list.`);
  return problem(
    `Calls come from ${address}, which is not on the list.`,
    'Have the vendor add it, or send calls through an address that is listed: fetch may have an agent of its own.',
  );
}

function addressIn(text: string): string | undefined {
  try {
    const ip = jsonMember(JSON.parse(text), 'ip');
    return typeof ip === 'string' ? plainAddress(ip) : undefined;
  } catch {
    return plainAddress(text);
  }
}

/** The address in the one spelling that URLs have, so that two of them can be compared. */
function plainAddress(text: string): string | undefined {
  const address = text.trim();
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return hostOf(address);
  return /^[0-9a-f:.]+$/i.test(address) ? hostOf(`[${address}]`)?.slice(1, -1) : undefined;
}

function hostOf(host: string): string | undefined {
  return URL.canParse(`http://${host}/`) ? new URL(`http://${host}/`).hostname : undefined;
}
