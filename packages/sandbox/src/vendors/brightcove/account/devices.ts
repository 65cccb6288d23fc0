import { setBounded } from '../../../set-bounded.ts';
import type { Visitor } from './visitor.ts';

/** A device that a viewer's licences went to. */
export interface Device {
  /** A UUID. */
  readonly id: string;
  readonly name: string;
  readonly userAgent: string;
  /** Milliseconds since 1970. */
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** What it is known by again. */
  readonly place: string;
}

export interface Devices {
  /** Notes the viewer's device; `false` when it is new and there is no room for one more. */
  admit(uid: string, limit: number, visitor: Visitor): boolean;
  ofViewer(uid: string): readonly Device[];
  list(): readonly { readonly uid: string; readonly device: Device }[];
  /** @returns whether there is one. */
  rename(uid: string, id: string, name: string): boolean;
  /** @param id Default is all of the viewer's. @returns whether there were any. */
  remove(uid: string, id?: string): boolean;
}

/**
 * A device is its user agent at its address: the vendor tells devices apart by what a licence request says of them, which nothing here
 * can read.
 *
 * @param makeId Makes a UUID.
 */
export function createDevices(now: () => number, makeId: () => string): Devices {
  const byViewer = new Map<string, readonly Device[]>();
  const of = (uid: string): readonly Device[] => byViewer.get(uid) ?? [];
  const change = (uid: string, id: string, changes: Partial<Device>): void =>
    setBounded(
      byViewer,
      uid,
      of(uid).map((one) => (one.id === id ? { ...one, ...changes, updatedAtMs: now() } : one)),
    );
  const has = (uid: string, id: string): boolean => of(uid).some((one) => one.id === id);
  return {
    admit(uid, limit, { ip, userAgent }) {
      const place = `${ip} ${userAgent}`;
      const known = of(uid).find((one) => one.place === place);
      if (known) change(uid, known.id, {});
      if (known || of(uid).length >= limit) return known !== undefined;
      const [id, at] = [makeId(), now()];
      const device = { id, name: '', userAgent, createdAtMs: at, updatedAtMs: at, place };
      setBounded(byViewer, uid, [...of(uid), device]);
      return true;
    },
    ofViewer: of,
    list: () => [...byViewer].flatMap(([uid, all]) => all.map((device) => ({ uid, device }))),
    rename(uid, id, name) {
      const isKnown = has(uid, id);
      if (isKnown) change(uid, id, { name });
      return isKnown;
    },
    remove(uid, id) {
      const isKnown = id === undefined ? of(uid).length > 0 : has(uid, id);
      byViewer.set(uid, id === undefined ? [] : of(uid).filter((one) => one.id !== id));
      return isKnown;
    },
  };
}
