/** In audits, events and errors. */
export const VENDOR_ID = 'stapi';

/** The vendor's name, for messages. */
export const VENDOR_NAME = 'STAPI';
