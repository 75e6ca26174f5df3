import type { LoggingFact } from './deployment-facts.js';
import type { Element } from './graph.js';
import { valueOf } from './text.js';

/** Drivers that send lines to a backend (Docker's documentation, "Supported logging drivers"); the others write to the node's own disk. */
export const REMOTE_DRIVERS = new Set(['fluentd', 'gelf', 'syslog', 'splunk', 'awslogs', 'gcplogs', 'etwlogs', 'logentries']);

/** A log driver that makes its container wait for the log backend. */
export interface BlockingLog {
  readonly logging: LoggingFact;
  readonly driver: string;
}

/** The log drivers of an element that wait: remote, and in Docker's default mode. The backend itself does not wait for itself. */
export function blockingLogs(element: Element): BlockingLog[] {
  if (element.kind === 'telemetry') return [];
  return element.units.flatMap(({ logging }) => {
    const driver = valueOf(logging?.driver);
    if (logging === undefined || driver === undefined || !REMOTE_DRIVERS.has(driver)) return [];
    const { mode } = logging.options;
    // Non-blocking already, or templated and may well be right.
    if (mode && (!mode.known || mode.value === 'non-blocking')) return [];
    return isLocal(driver, logging) ? [] : [{ logging, driver }];
  });
}

/** Without an address, or with one of a socket file, syslog goes to the daemon of the node. */
function isLocal(driver: string, { options }: LoggingFact): boolean {
  if (driver !== 'syslog') return false;
  const address = options['syslog-address'];
  return address === undefined || (address.known && address.value.startsWith('unix'));
}

/** Whether lines go over UDP, which has nobody to wait for. */
export function isSentByUdp({ driver, logging }: BlockingLog): boolean {
  return (driver === 'syslog' || driver === 'gelf') && (valueOf(logging.options[`${driver}-address`]) ?? '').startsWith('udp');
}
