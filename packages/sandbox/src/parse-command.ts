import { check } from './check.ts';
import type { CredentialOrder, MintedScheme } from './control/control-verbs.ts';
import type { CredentialFilter } from './credentials/credentials.ts';
import { VENDORS, isVendor } from './credentials/credentials.ts';
import type { Fault, FaultAction, FaultPlace } from './faults/fault.ts';
import type { JsonObject } from './json-members.ts';
import { isJsonObject, isText } from './json-members.ts';
import { isListener } from './listener-name.ts';
import { isRequestKind } from './http/request-kind.ts';
import { SandboxError } from './sandbox-error.ts';
import { parseTransport } from './faults/parse-transport.ts';

/** Checks what the control verbs are given. Each throws a {@link SandboxError} `invalid_option` that names the member. */

export function parseMilliseconds(value: unknown, name: string, least: number): number {
  check(isNumber(value) && value >= least, `${name} must be a number of milliseconds.`);
  return value;
}

export function parseCanary(input: unknown): { readonly name: string; readonly value: string } {
  check(isJsonObject(input), 'Send {name, value}.');
  const { name, value } = input;
  check(isText(name) && name !== '', 'name must be a text.');
  check(
    isText(value) && Buffer.byteLength(value) >= 6,
    'value must be a text of at least 6 bytes.',
  );
  return { name, value };
}

export function parseCredentialFilter(input: unknown): CredentialFilter {
  check(isJsonObject(input), 'Send {vendor?, viewer?}.');
  const { vendor, viewer } = input;
  check(vendor === undefined || isVendor(vendor), `vendor must be one of ${VENDORS.join(', ')}.`);
  check(viewer === undefined || isText(viewer), 'viewer must be a text.');
  return { ...(vendor !== undefined && { vendor }), ...(viewer !== undefined && { viewer }) };
}

export function parseCredentialOrder(input: unknown): CredentialOrder {
  check(isJsonObject(input), 'Send {scheme, film, lifetimeMs, value?, viewer?}.');
  const { scheme, film, lifetimeMs, value, viewer } = input;
  check(isMintedScheme(scheme), 'scheme must be bearer, header, query, cookie or presigned.');
  check(isText(film), 'film must be the id of a film.');
  check(viewer === undefined || isText(viewer), 'viewer must be a text.');
  check(
    value === undefined || (isText(value) && /^[\x21-\x7e]{8,512}$/.test(value)),
    'value must be 8 to 512 printable ASCII characters.',
  );
  return {
    scheme,
    film,
    lifetimeMs: parseMilliseconds(lifetimeMs, 'lifetimeMs', 1),
    ...(value !== undefined && { value }),
    ...(viewer !== undefined && { viewer }),
  };
}

export function parseFault(input: unknown): Fault {
  check(isJsonObject(input), 'A fault must be {where, do, skip?, times?}.');
  const { where = {}, do: action, skip, times } = input;
  check(skip === undefined || isCount(skip), 'skip must be a whole number from 0 on.');
  check(times === undefined || isCount(times), 'times must be a whole number from 0 on.');
  return {
    where: parsePlace(where),
    do: parseAction(action),
    ...(skip !== undefined && { skip }),
    ...(times !== undefined && { times }),
  };
}

function parsePlace(input: unknown): FaultPlace {
  check(isJsonObject(input), 'where must be {listener?, kind?, path?, method?}.');
  const { listener, kind, path, method } = input;
  check(listener === undefined || isListener(listener), 'where.listener must name a listener.');
  check(kind === undefined || isRequestKind(kind), 'where.kind must be a kind of request.');
  check(path === undefined || isPattern(path), 'where.path must be a regular expression.');
  check(method === undefined || isText(method), 'where.method must be an HTTP method.');
  return {
    ...(listener !== undefined && { listener }),
    ...(kind !== undefined && { kind }),
    ...(path !== undefined && { path }),
    ...(method !== undefined && { method }),
  };
}

const ACTIONS = 'refuse, status, delay, html, truncate, redirect, reset, hang or transport';

function parseAction(input: unknown): FaultAction {
  check(isJsonObject(input), 'do must be {action, …}.');
  const { action } = input;
  switch (action) {
    case 'refuse':
      return { action, ...parseStatus(input, 400), ...parseCors(input) };
    case 'status':
      return parseStatusAction(input);
    case 'delay':
      return { action, ms: parseMilliseconds(input['ms'], 'do.ms', 0) };
    case 'redirect':
      return { action, to: parseTarget(input['to']), ...parseStatus(input, 300) };
    case 'transport':
      return { action, ...parseTransport(input) };
    case 'html':
    case 'truncate':
    case 'reset':
    case 'hang':
      return { action };
    default:
      throw new SandboxError('invalid_option', `do.action must be ${ACTIONS}.`);
  }
}

function parseStatusAction(input: JsonObject): FaultAction {
  const { retryAfter, body } = input;
  const { status } = parseStatus(input, 200);
  check(status !== undefined, 'do.status must be given.');
  check(
    retryAfter === undefined || isText(retryAfter) || isNumber(retryAfter),
    'do.retryAfter must be a text or a number.',
  );
  check(body === undefined || isText(body), 'do.body must be a text.');
  return {
    action: 'status',
    status,
    ...(retryAfter !== undefined && { retryAfter }),
    ...(body !== undefined && { body }),
    ...parseCors(input),
  };
}

function parseStatus({ status }: JsonObject, least: number): { readonly status?: number } {
  if (status === undefined) return {};
  check(isCount(status) && status >= least && status <= 599, `do.status must be ${least} to 599.`);
  return { status };
}

function parseCors({ cors }: JsonObject): { readonly cors?: boolean } {
  check(cors === undefined || typeof cors === 'boolean', 'do.cors must be true or false.');
  return cors === undefined ? {} : { cors };
}

function parseTarget(to: unknown): string {
  check(isText(to) && /^https?:/.test(to) && URL.canParse(to), 'do.to must be an absolute URL.');
  return to;
}

function isPattern(value: unknown): value is string {
  if (!isText(value)) return false;
  try {
    return new RegExp(value) instanceof RegExp;
  } catch {
    // The caller says what is wrong with it.
    return false;
  }
}

const isNumber = (value: unknown): value is number => Number.isFinite(value);

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;

const MINTED: readonly MintedScheme[] = ['bearer', 'header', 'query', 'cookie', 'presigned'];

const isMintedScheme = (value: unknown): value is MintedScheme =>
  MINTED.some((scheme) => scheme === value);
