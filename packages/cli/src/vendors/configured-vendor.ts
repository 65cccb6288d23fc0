import type { Vendor } from '@playgate/server';
import type { DoctorCheck } from '@playgate/server/doctor';
import type { Call } from '../command.ts';
import type { ConfigSection } from '../config/config-section.ts';

/** A vendor, as this command knows it. To support another one: make one of these, and list it in `VENDORS`. */
export interface ConfiguredVendor {
  /** The name of its section in the configuration, which is also what people call it here. */
  readonly section: string;
  /** Makes what mints passes. Absent: it mints none. */
  readonly mints?: (call: Call) => Promise<Vendor>;
  /**
   * Makes what the doctor looks at.
   *
   * @param doctor The section "doctor", which may have a section of the vendor's own name.
   */
  readonly checks: (
    call: Call,
    doctor: ConfigSection | undefined,
  ) => Promise<readonly DoctorCheck[]>;
}
