/** Speaks with the sandbox, through the demo's backend. */
const RELAY = '/api/sandbox/';

export interface ActiveFault {
  readonly id: string;
  readonly where: object;
  readonly do: object;
}

/** @returns The fault's id. */
export async function startFault(fault: object): Promise<string> {
  const response = await send('POST', 'faults', fault);
  const { id }: { readonly id: string } = await response.json();
  return id;
}

/** The faults that are on, with their ids. */
export async function activeFaults(): Promise<readonly ActiveFault[]> {
  const response = check(await fetch(`${RELAY}faults`));
  const { faults }: { readonly faults: readonly ActiveFault[] } = await response.json();
  return faults;
}

export async function endFault(id: string): Promise<void> {
  await send('DELETE', `faults/${id}`);
}

export async function endAllFaults(): Promise<void> {
  await send('DELETE', 'faults');
  await setOutage(false);
}

export async function trigger(path: string, body: object): Promise<void> {
  await send('POST', path, body);
}

/** Whether the backend's pass endpoint answers 503. */
export async function setOutage(down: boolean): Promise<void> {
  check(await fetch('/api/outage', request('POST', { down })));
}

export async function isOutage(): Promise<boolean> {
  const response = check(await fetch('/api/outage'));
  const { down }: { readonly down: boolean } = await response.json();
  return down;
}

/** The origin that no pass names. */
export async function foreignOrigin(): Promise<string> {
  const response = check(await fetch('/api/addresses'));
  const { foreign }: { readonly foreign: string } = await response.json();
  return foreign;
}

async function send(method: string, path: string, body?: object): Promise<Response> {
  return check(await fetch(RELAY + path, request(method, body)));
}

function request(method: string, body?: object): RequestInit {
  return {
    method,
    headers: { 'Content-Type': 'application/json', 'X-Playgate': '1' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
}

function check(response: Response): Response {
  if (!response.ok) throw new Error(`The sandbox answered ${response.status}.`);
  return response;
}
