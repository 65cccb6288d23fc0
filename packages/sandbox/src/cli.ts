#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { SandboxError } from './sandbox-error.ts';
import { startSandbox } from './start-sandbox.ts';
const { values } = parseArgs({ options: { port: { type: 'string' }, json: { type: 'boolean' } } });
const sandbox = await startSandbox(values.port === undefined ? {} : { ports: Number(values.port) });
console.log(JSON.stringify({ addresses: sandbox.addresses, keys: sandbox.keys }, null, 2));
