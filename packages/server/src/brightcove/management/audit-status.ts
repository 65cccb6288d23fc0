/** Where an audit stands. */
export type AuditStatus = 'completed' | 'processing' | 'failed';
