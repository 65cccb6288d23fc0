// A server in a process of its own, which tells what it has spent: `serve.ts bare` or `serve.ts handler`.
import { getRequestListener } from '@hono/node-server';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { handle } from './pass-handler.ts';

const ANSWER = JSON.stringify({ answer: 'x'.repeat(280) });

const bare: RequestListener = (request, response) => {
  request.resume().on('end', () => {
    response
      .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      .end(ANSWER);
  });
};

const server = createServer(process.argv[2] === 'bare' ? bare : getRequestListener(handle));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' ? address?.port : undefined);
});
process.on('message', () => process.send?.(process.cpuUsage()));
process.on('disconnect', () => process.exit());
