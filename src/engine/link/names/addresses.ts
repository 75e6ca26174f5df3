import { isHostMachine } from '../../model/hosts.js';
import { remembered } from '../../model/remembered.js';
import { UNKNOWN_MARK } from './resolve.js';

/** A network address found in a text. */
export interface Address {
  readonly host: string;
  readonly port?: number;
  /** Scheme in lower case, `jdbc:` left out. */
  readonly scheme?: string;
  readonly database?: string;
  readonly schema?: string;
}

/** Ports of schemes that addresses leave out. */
const SCHEME_PORTS: ReadonlyMap<string, number> = new Map([['http', 80], ['https', 443], ['ws', 80], ['wss', 443], ['amqp', 5672], ['amqps', 5671], ['redis', 6379], ['mongodb', 27017], ['postgres', 5432], ['postgresql', 5432], ['mysql', 3306], ['sqlserver', 1433], ['nats', 4222]]);

/** The port that an address leads to, as far as it tells. */
export function portOf({ port, scheme }: Address): number | undefined {
  return port ?? (scheme === undefined ? undefined : SCHEME_PORTS.get(scheme));
}

/** Longest text that is searched: addresses stand in values, not in documents. */
const MAX_TEXT = 4000;

const SCHEME_END = /[a-z][a-z0-9+.-]*$/i;
const URL_END = /[\s"'`<>|;{}()\\]/g;

/** Longest scheme that is looked for. */
const MAX_SCHEME = 40;

const HOST = /^[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?$/i;

/** All addresses with a scheme, and connection strings, anywhere in a text. Hosts that are not fully known are left out. */
export const addressesIn: (text: string) => readonly Address[] = remembered(readAddresses);

function readAddresses(text: string): readonly Address[] {
  if (text.length > MAX_TEXT) return [];
  const urls: Address[] = [];
  let end = 0;
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', end)) {
    const scheme = SCHEME_END.exec(text.slice(Math.max(end, at - MAX_SCHEME), at))?.[0];
    end = endOfUrl(text, at + 3);
    if (scheme !== undefined) urls.push(...fromUrl(scheme.toLowerCase(), text.slice(at + 3, end), text));
  }
  return urls.length > 0 ? urls : fromConnectionString(text);
}

/** A comma belongs to a URL (`mongodb://a,b/shop`) unless another URL follows it. */
function endOfUrl(text: string, start: number): number {
  URL_END.lastIndex = start;
  const end = URL_END.exec(text)?.index ?? text.length;
  const next = text.indexOf('://', start);
  const comma = next < 0 || next >= end ? -1 : text.lastIndexOf(',', next);
  return comma >= start ? comma : end;
}

/** Addresses of a text that is known to be one: also `host:port`, `host`, and lists of them. */
export function addressesOf(text: string): readonly Address[] {
  const found = addressesIn(text);
  return found.length > 0 ? found : hostList(text);
}

/** `host:port` and `host` separated by commas or blanks; nothing when any item is something else. */
export const hostList: (text: string) => readonly Address[] = remembered(readHostList);

function readHostList(text: string): readonly Address[] {
  if (text.length > MAX_TEXT) return [];
  const items = text.trim().split(/[\s,;]+/).filter((item) => item !== '').map((item) => hostAndPort(item.replace(/^\/\//, '').replace(/\/.*$/, '')));
  return items.every((item) => item !== undefined) ? items : [];
}

function hostAndPort(text: string): Address | undefined {
  const [host = '', port, ...rest] = text.split(':');
  if (!HOST.test(host) || rest.length > 0) return undefined;
  if (port === undefined || port.includes(UNKNOWN_MARK)) return { host: host.toLowerCase() };
  return /^\d{2,5}$/.test(port) ? { host: host.toLowerCase(), port: Number(port) } : undefined;
}

function fromUrl(scheme: string, rest: string, whole: string): Address[] {
  const slash = rest.search(/[/?#]/);
  const authority = slash < 0 ? rest : rest.slice(0, slash);
  const path = slash < 0 ? '' : rest.slice(slash);
  const hosts = authority.slice(authority.lastIndexOf('@') + 1).split(',').flatMap((host) => hostAndPort(host) ?? []);
  const database = databaseOf(scheme, path, whole);
  const schema = path === '' ? undefined : /[?&;](?:currentSchema|search_path|schema)=([^&;\s]+)/i.exec(path)?.[1];
  return hosts.map(({ host, port }) => ({ host, scheme, ...(port === undefined ? {} : { port }), ...named(database, schema) }));
}

/** Schemes whose path is not the name of a database. */
const NO_DATABASE = new Set('http https ws wss grpc grpcs amqp amqps kafka nats mqtt mqtts tcp udp ssl tls lb file pulsar stomp smtp smtps ftp ldap ldaps jar docker'.split(' '));

function databaseOf(scheme: string, path: string, whole: string): string | undefined {
  if (NO_DATABASE.has(scheme)) return undefined;
  if (scheme === 'sqlserver') return /;\s*database(?:Name)?=([^;\s]+)/i.exec(whole)?.[1];
  const name = /^\/([^/?#;]+)/.exec(path)?.[1];
  // Users of MongoDB are kept in `admin`: who signs on there chooses the database elsewhere.
  return name === 'admin' && scheme.startsWith('mongodb') ? undefined : name;
}

/** The names that are fully known. */
function named(database: string | undefined, schema?: string): Pick<Address, 'database' | 'schema'> {
  return { ...(isKnown(database) ? { database } : {}), ...(isKnown(schema) ? { schema } : {}) };
}

function isKnown(name: string | undefined): name is string {
  return name !== undefined && name !== '' && !name.includes(UNKNOWN_MARK);
}

/** ADO.NET, libpq, PDO and Go connection strings, that of StackExchange.Redis (`redis:6379,ssl=false`), and Oracle's thin form. */
function fromConnectionString(text: string): Address[] {
  if (!/[=@]/.test(text)) return [];
  const tcp = /@tcp\(([^)]*)\)\/([^?\s]*)/.exec(text) ?? /jdbc:oracle:thin:@(?:\/\/)?([^:/]+:\d+)[:/](\S+)/.exec(text);
  if (tcp !== null) {
    const address = hostAndPort(tcp[1] ?? '');
    return address === undefined ? [] : [{ ...address, ...named(tcp[2]) }];
  }
  const [, hosts, options] = /^([^=;\s]+?),((?:\s*[a-z]+=[^,=]*,?)+)$/i.exec(text.trim()) ?? [];
  if (hosts !== undefined && options !== undefined) return [...hostList(hosts)];
  const pdo = /^(mysql|pgsql|sqlsrv):(.*)$/i.exec(text.trim());
  const pairs = new Map<string, string>();
  for (const pair of (pdo?.[2] ?? text).split(text.includes(';') ? ';' : /\s+/)) {
    const equals = pair.indexOf('=');
    if (equals > 0) pairs.set(pair.slice(0, equals).trim().toLowerCase(), pair.slice(equals + 1).trim());
  }
  const server = pairs.get('server') ?? pairs.get('data source') ?? pairs.get('host') ?? pairs.get('addr') ?? pairs.get('endpoint');
  if (server === undefined || (pairs.size < 2 && pdo === null)) return [];
  const address = hostAndPort(server.replace(/^tcp:/i, '').replace(',', ':').replace(/\\.*$/, ''));
  const database = pairs.get('database') ?? pairs.get('initial catalog') ?? pairs.get('dbname');
  return address === undefined ? [] : [{ ...address, ...named(database, pairs.get('search path')) }];
}

/** Whether a host is the machine itself, whichever that is. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host.startsWith('127.') || host === '0.0.0.0' || isHostMachine(host) || host === 'host-gateway';
}

/** Whether a host is an IPv4 address that only means something inside of a network (RFC 1918). */
export function isPrivate(host: string): boolean {
  return /^(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2}$/.test(host);
}

/** Second-level domains under which registrars sell names, for the commonest countries. */
const PUBLIC_SECOND_LEVEL = /^(?:co|com|org|net|gov|edu|ac|or|ne|go)\.[a-z]{2}$/;

/** Domains under which platforms give each customer a name of its own (the private part of the Public Suffix List), for the commonest platforms. */
const CUSTOMER_DOMAIN = /^(?:azurewebsites\.net|azurecontainerapps\.io|azurestaticapps\.net|herokuapp\.com|fly\.dev|onrender\.com|vercel\.app|netlify\.app|pages\.dev|workers\.dev|web\.app|firebaseapp\.com|run\.app|ngrok\.io|ngrok\.app|github\.io|gitlab\.io|appspot\.com|up\.railway\.app)$/;

/** The domain that somebody registered: `api.pay.example.co.uk` gives `example.co.uk`; undefined for names no outsider has. */
export function registeredDomain(host: string): string | undefined {
  const labels = host.toLowerCase().split('.');
  const top = labels.at(-1) ?? '';
  if (labels.length < 2 || labels.includes('') || !/^[a-z]{2,}$/.test(top)) return undefined;
  if (/^(?:local|internal|localhost|lan|cluster|svc|test|example|invalid|home|corp|docker|consul|intranet|localdomain)$/.test(top)) return undefined;
  const isSecond = PUBLIC_SECOND_LEVEL.test(labels.slice(-2).join('.'));
  const isCustomer = [2, 3].some((length) => CUSTOMER_DOMAIN.test(labels.slice(-length).join('.')) && labels.length > length);
  const domain = labels.slice(isSecond || isCustomer ? -3 : -2).join('.');
  return /^example\.(?:com|org|net)$/.test(domain) ? undefined : domain;
}
