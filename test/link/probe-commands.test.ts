import { expect, test } from 'vitest';
import { hostsIn, ownPathsIn } from '../../src/engine/link/probes/commands.js';

test.each([
  ['curl -f http://stock:8080/health', ['stock']],
  ['wget -qO- https://user:secret@stock.shop.svc/health || exit 1', ['stock.shop.svc']],
  ['pg_isready -h orders-db -U shop', ['orders-db']],
  ['redis-cli --host=cache ping', ['cache']],
  ['nc -z -w 2 rabbit 5672', ['rabbit']],
  ['timeout 2 bash -c "cat < /dev/tcp/rabbit/5672"', ['rabbit']],
  ['kafka-topics --bootstrap-server kafka:9092 --list', ['kafka']],
  // Clients are called like their servers, and headers look like options.
  ['redis-cli ping', []],
  ["curl -H 'Host: shop' localhost/health", []],
  ['cat /tmp/healthy', []],
])('%s asks %j', (command, hosts) => {
  expect(hostsIn(command)).toEqual(hosts);
});

test.each([
  ['curl -f http://localhost:8080/actuator/health', ['/actuator/health']],
  ['wget -q http://127.0.0.1:${PORT}/hc -O /dev/null', ['/hc']],
  ['curl http://stock/health', []],
  ['curl http://localhost', []],
])('%s asks its own program for %j', (command, paths) => {
  expect(ownPathsIn(command)).toEqual(paths);
});

test('a long command without hosts takes no time', () => {
  const began = process.hrtime.bigint();
  hostsIn(`nc ${'-w 1 '.repeat(100_000)}`);
  ownPathsIn('http://localhost:'.repeat(100_000));
  expect(Number(process.hrtime.bigint() - began) / 1e6).toBeLessThan(500);
});
