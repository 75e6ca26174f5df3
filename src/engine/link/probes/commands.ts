/** Longest command that is searched: what is longer is a script, whose end says little of where it begins. */
const MAX_COMMAND = 2000;

/** Where commands name the host that they ask: URLs, options, operands of tools that connect, `host:port`. */
const HOSTS: readonly RegExp[] = [
  /\b[a-z][a-z0-9+.-]{0,20}:\/\/(?:[^\s/@'"]{1,200}@)?([\w.-]{1,253})/g,
  /\/dev\/tcp\/([\w.-]{1,253})\//g,
  /(?:^|\s)(?:-h|--host|--hostname|-S|--server|--bootstrap-server)[ =]["']?([A-Za-z][\w.-]{0,252})/g,
  /\b(?:nc|ncat|netcat|telnet|ping)(?:\s+-\w+(?:\s+\d+)?)*\s+["']?([A-Za-z][\w.-]{0,252})/g,
  /(?:^|[\s"'=])([A-Za-z][\w.-]{0,252}):\d{2,5}(?![\w:])/g,
];

/** Hosts that a command asks, each once; variables must be filled in before. */
export function hostsIn(command: string): string[] {
  const text = command.slice(0, MAX_COMMAND);
  return [...new Set(HOSTS.flatMap((pattern) => [...text.matchAll(pattern)].flatMap(([, host]) => host ?? [])))];
}

/** Paths that a command asks of the machine it runs on, as requests over HTTP. */
export function ownPathsIn(command: string): string[] {
  const found = command.slice(0, MAX_COMMAND).matchAll(/\bhttps?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::[\w${}]{1,40})?(\/[\w./-]{0,200})/g);
  return [...new Set([...found].flatMap(([, path]) => path ?? []))];
}
