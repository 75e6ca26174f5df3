import { literal, UNKNOWN, type Expression } from '../../model/expression.js';

/** Longer values are certificates and files. Characters. */
const MAX_LENGTH = 2000;

/** Scheme, hosts with ports, and one step of a path: what leads to a server. User and password stand between scheme and hosts. */
const URL = /^((?:jdbc:)?[a-z][a-z0-9+.-]{0,20}:\/\/)(?:[^\s/?#]*@)?([\w-][\w.-]*(?::\d{1,5})?(?:,[\w-][\w.-]*(?::\d{1,5})?)*)(\/[\w.-]*)?(?:[/?#;]|$)/i;

/** `orders-db`, `kafka-0:9092,kafka-1:9092`. */
const HOSTS = /^[a-z0-9][\w.-]*(?::\d{1,5})?(?:,[a-z0-9][\w.-]*(?::\d{1,5})?)*$/i;

/** Pairs of a connection string that name a server or a database on it. */
const PAIRS = /^(?:host|hostname|server|data source|datasource|address|addr|endpoint|endpoints|port|database|initial catalog|dbname)$/i;

/** Keys of values that are a host or the name of a database. */
const KEYS = /(?:host|hosts|hostname|server|servers|address|addr|url|uri|endpoint|brokers?|db|database|db_?name|database_?name)$/i;

/** Keys of what lets somebody in, whatever they end with: `passport`, `token_db`. */
const SECRET_KEYS = /pass|pwd|secret|token|key|credential/i;

/**
 * What a value of a Secret tells about where something is: an address without user, password and options, a host, a port, the name of a
 * database. Everything else is unknown, so that what lets somebody in can be nowhere in the product.
 */
export function secretAddress(key: string, text: string): Expression {
  const value = text.trim();
  if (value.length > MAX_LENGTH || /[^\x20-\x7e]/.test(value)) return UNKNOWN;
  if (value.includes('://')) return fromUrl(value);
  if (value.includes('=')) return fromPairs(value);
  if (/port$/i.test(key)) return /^\d{1,5}$/.test(value) && !SECRET_KEYS.test(key) ? literal(value) : UNKNOWN;
  return KEYS.test(key) && !SECRET_KEYS.test(key) && HOSTS.test(value) ? literal(value) : UNKNOWN;
}

function fromUrl(value: string): Expression {
  const match = URL.exec(value);
  // A password with a slash in it would pass for a host.
  if (match === null || value.slice(match[0].length).includes('@')) return UNKNOWN;
  const [, scheme = '', hosts = '', path = ''] = match;
  // The path names a database; that of a web address may be a token.
  return literal(scheme + hosts + (/^(?:https?|wss?):/i.test(scheme) ? '' : path));
}

function fromPairs(value: string): Expression {
  const separator = value.includes(';') ? ';' : ' ';
  const pairs = value.split(separator).map((pair) => pair.split('='));
  const kept = pairs.filter(([name = '', text = '', ...more]) => more.length === 0 && PAIRS.test(name.trim()) && /^[\w.,:\\/ -]+$/.test(text));
  return kept.length === 0 ? UNKNOWN : literal(kept.map((pair) => pair.join('=')).join(separator));
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The text of a value in base64, of which `data` of a Secret consists; undefined for what is none. One character a byte. */
export function fromBase64(encoded: string): string | undefined {
  const digits = encoded.replace(/\s+/g, '');
  if (digits.length > 2 * MAX_LENGTH || digits.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(digits)) return undefined;
  let text = '';
  let bits = 0;
  let held = 0;
  for (const digit of digits.replace(/=+$/, '')) {
    held = ((held << 6) | DIGITS.indexOf(digit)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    text += String.fromCharCode((held >> bits) & 0xff);
  }
  return text;
}
