import { writeFileSync } from 'node:fs';

/**
 * Preloaded into a measured process: writes what it cost to the file in BENCH_RECORD when it ends.
 * CPU covers all its threads, the runtime's own compile threads included.
 */
const target = process.env['BENCH_RECORD'];
const began = performance.now();

process.on('exit', () => {
  if (target === undefined) return;
  const { user, system } = process.cpuUsage();
  const record = { cpu: (user + system) / 1000, wall: performance.now() - began, rss: process.resourceUsage().maxRSS / 1024 };
  writeFileSync(target, JSON.stringify(record));
});
