// Sends pass requests over kept connections and ends: `load.ts port requests`.
import { Agent, request } from 'node:http';
import { BODY, HEADERS } from './pass-handler.ts';

const CONNECTIONS = 16;
const port = Number(process.argv[2]);
let left = Number(process.argv[3]);
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

await Promise.all(Array.from({ length: CONNECTIONS }, sendAll));
agent.destroy();

async function sendAll(): Promise<void> {
  while (left > 0) {
    left -= 1;
    await send();
  }
}

function send(): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { ...HEADERS, 'content-length': BODY.length };
    const outgoing = request({ port, agent, headers, host: '127.0.0.1', method: 'POST' });
    outgoing.on('error', reject).on('response', (response) => {
      if (response.statusCode !== 200) reject(new Error(`answered ${response.statusCode}`));
      response.resume().on('end', resolve);
    });
    outgoing.end(BODY);
  });
}
