import { createVendorApi } from '../../api/create-vendor-api.ts';
import { readAnswer } from '../../api/read-answer.ts';
import type { Answerer, Reading } from '../../api/read-answer.ts';
import type { ApiCall, VendorApi, VendorApiSettings } from '../../api/vendor-api.ts';
import { jsonMember } from '../../json-member.ts';
import type { StapiPermission } from './permission.ts';
import { putContent } from './put-content.ts';
import type { VideoContent } from './put-content.ts';
import { API_URL, readAuthorization } from './stapi-client-options.ts';
import type { StapiClientOptions } from './stapi-client-options.ts';
import { VENDOR_ID, VENDOR_NAME } from '../vendor-id.ts';

/** The vendor's API, with the credential that a call needs. */
export interface Connection {
  /** @throws {ServerError} A code that starts with `vendor_`; `aborted`; `invalid_value`. */
  ask<T>(permission: StapiPermission, call: ApiCall, reading: Reading<T>): Promise<T>;
  /** As `ask`, for a call whose body is a video. */
  put<T>(
    permission: StapiPermission,
    call: ApiCall,
    content: VideoContent,
    reading: Reading<T>,
  ): Promise<T>;
}

/** What stands in `data`: the vendor wraps its answers. @see STAPI, "Authenticated request example". */
export function inData<T>({ what, read }: Reading<T>): Reading<T> {
  return { what, read: (answer) => read(jsonMember(answer, 'data')) };
}

const WHOSE = { vendor: VENDOR_ID, name: VENDOR_NAME } as const;
const ANSWERER: Answerer = { ...WHOSE, check: 'apiUrl' };

/** @throws {ServerError} `config`, naming the option. */
export function connect(options: StapiClientOptions): Connection {
  const { apiUrl = API_URL } = options;
  const authorizationFor = readAuthorization(options);
  const settingsFor = (permission: StapiPermission): VendorApiSettings => ({
    ...options,
    ...WHOSE,
    baseUrl: apiUrl,
    authorization: authorizationFor(permission),
    // The vendor's sample sends it with a GET, too.
    headers: { 'Content-Type': 'application/json' },
  });
  const apis = new Map<StapiPermission, VendorApi>();
  const apiFor = (permission: StapiPermission): VendorApi => {
    const api = apis.get(permission) ?? createVendorApi(settingsFor(permission));
    apis.set(permission, api);
    return api;
  };
  // What is wrong with an option is so from the start.
  apiFor('videos:read');
  return {
    ask: async (permission, call, reading) =>
      readAnswer(await apiFor(permission).call(call), reading, ANSWERER),
    put: async (permission, call, content, reading) =>
      readAnswer(await putContent(settingsFor(permission), call, content), reading, ANSWERER),
  };
}
