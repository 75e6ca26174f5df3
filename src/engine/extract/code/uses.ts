import { NO_CARE, type CallCare, type UseFact } from '../../model/code-facts.js';
import type { Path, Site } from '../../model/text.js';
import type { Argument, Call, FunctionOutline, Parameter } from '../../syntax/outline/outline.js';
import { argument, passedBy } from './arguments.js';
import { asksForReply } from './requests.js';
import type { Chain } from './chains.js';
import { behindSidecar } from './dapr.js';
import type { Reader } from './reader.js';
import { isUnknown, type Text } from './text.js';
import type { Use } from './use.js';
import { isNamed } from '../../syntax/outline/callee.js';

export type { Use } from './use.js';

/** A call of a library, as its table is asked about it. */
export interface CallSite {
  readonly file: Path;
  readonly call: Call;
  /** Chain of the callee: its path ends with the name that is called. */
  readonly chain: Chain;
  readonly reader: Reader;
}

/** Reads the uses of a call whose path a table's pattern matched; `names` are the pattern's groups. */
export type Recogniser = (site: CallSite, names: readonly string[]) => readonly Use[];

export { argument };

/** Patterns on the path of a call, `java.net.http.HttpClient().send`, with what reads it. All that match are asked. */
export type SignatureTable = readonly (readonly [pattern: RegExp, recogniser: Recogniser])[];

/** Adds what surrounds a call to its care: annotations of the function, a breaker that it is passed to. */
export type Guards = (site: CallSite) => Partial<CallCare>;

/** Call sites of one wrapper that are read: a wrapper with more is a client library of its own. */
const MAX_CALL_SITES = 50;

/** Wrappers in wrappers that are read. */
const MAX_WRAPPERS = 2;

interface Asked {
  readonly tables: readonly SignatureTable[];
  readonly untyped: SignatureTable;
  /** What matched the paths of the file so far: most calls of a file are of a few functions. */
  readonly matches: Map<string, readonly Signature[]>;
}

/** A recogniser, and what its pattern found in a path. */
type Signature = readonly [recogniser: Recogniser, names: readonly string[]];

interface Found {
  readonly use: Use;
  readonly site: CallSite;
}

/**
 * The clients that a file opens and calls, by signature tables.
 * @param untyped for calls on objects that nobody knows where they come from: their paths start with `?`
 */
export function usesIn(file: Path, reader: Reader, tables: readonly SignatureTable[], guards: Guards = () => ({}), untyped: SignatureTable = []): UseFact[] {
  const asked: Asked = { tables, untyped, matches: new Map() };
  const found = reader.outline.calls.flatMap((call) => usesOfCall(file, call, reader, asked));
  const used = new Set(found.filter(({ use }) => use.isInstance !== true).flatMap(({ site }) => site.chain.calls));
  return found
    .filter(({ use, site }) => !(use.isInstance === true && used.has(site.call)))
    .map(({ use, site }) => toUseFact(file, behindSidecar({ ...use, care: { ...use.care, ...guards(site) } }), headOf(file, site.call)));
}

function usesOfCall(file: Path, call: Call, reader: Reader, asked: Asked): Found[] {
  return throughCallers(reader, (inside) => recognise(file, call, inside, asked), ({ use }) => isKnown(use));
}

/**
 * What a call in a function says, once for each way in which the rest of the file enters the function: around a client
 * there may be a wrapper, and what its callers pass on is the target.
 * @param isKnown whether what was found says enough with what a caller passes
 */
export function throughCallers<Found>(reader: Reader, read: (inside: Reader) => Found[], isKnown: (found: Found) => boolean, wrappers = MAX_WRAPPERS): Found[] {
  reader.openParameters.clear();
  reader.openChoices.clear();
  const found = read(reader);
  const open = [...reader.openParameters];
  const [choice] = reader.openChoices;
  // A variable that is assigned in several branches: the call goes wherever one of them says.
  if (choice !== undefined) return reader.withChoices(...choice).flatMap(read);
  if (open.length === 0 || wrappers === 0) return found;
  const known = callersOf(open, reader).flatMap((inside) => throughCallers(inside, read, isKnown, wrappers - 1)).filter(isKnown);
  return known.length > 0 ? known : found;
}

function isKnown({ target, channel }: Use): boolean {
  return [target, channel].some((text) => text !== undefined && !isUnknown(text));
}

function recognise(file: Path, call: Call, reader: Reader, asked: Asked): Found[] {
  const chain = reader.chain(call.callee);
  const site: CallSite = { file, call, chain, reader };
  return signaturesOf(chain.path, asked).flatMap(([recogniser, names]) => recogniser(site, names).map((use) => ({ use: asksForReply(use, site) ? { ...use, awaitsReply: true as const } : use, site })));
}

function signaturesOf(path: string, { tables, untyped, matches }: Asked): readonly Signature[] {
  let found = matches.get(path);
  if (found === undefined) matches.set(path, (found = matching(path, path.startsWith('?') ? [untyped] : tables)));
  return found;
}

function matching(path: string, tables: readonly SignatureTable[]): Signature[] {
  return tables.flatMap((table) => table.flatMap(([pattern, recogniser]) => {
    const match = pattern.exec(path);
    return match === null ? [] : [[recogniser, match.slice(1)] as const];
  }));
}

function callersOf(parameters: readonly Parameter[], reader: Reader): Reader[] {
  const functions = new Set(parameters.flatMap((parameter) => reader.outline.functions.find((one) => one.parameters.includes(parameter)) ?? []));
  return [...functions].flatMap((entered) => reader.outline.calls
    .filter((call) => leadsTo(call, entered, reader))
    .slice(0, MAX_CALL_SITES)
    .map((call) => reader.withPassed(passedBy(call, entered))));
}

function leadsTo({ callee, form }: Call, entered: FunctionOutline, { outline }: Reader): boolean {
  // What is called on something imported is not of this file.
  const object = callee.kind === 'member' && callee.object.kind === 'name' ? callee.object.name : undefined;
  if (object !== undefined && outline.imports.some(({ name }) => name === object)) return false;
  const name = callee.kind === 'name' || callee.kind === 'member' ? callee.name : undefined;
  if (entered.isConstructor) return form !== 'index' && name === entered.type?.name;
  return form === 'call' && name === entered.name;
}

/** The text of an argument. */
export function argumentText({ call, reader }: { readonly call: { readonly arguments: readonly Argument[] }; readonly reader: Reader }, index: number, ...names: readonly string[]): Text | undefined {
  const value = argument(call, index, ...names);
  return value && reader.text(value);
}

/** The call with this name in the chain, the last one. */
export function step({ chain }: CallSite, name: RegExp): Call | undefined {
  return [...chain.calls].reverse().find((call) => isNamed(call, name));
}

/** The calls that hold a call: in their arguments, or as the object they are made on. */
export function callsAround(call: Call, reader: Reader): Call[] {
  return reader.outline.calls.filter(({ span }) => span.start <= call.span.start && span.end >= call.span.end && span.end - span.start > call.span.end - call.span.start);
}

/** A use as the fact about it. */
export function toUseFact(file: Path, use: Use, site: Site): UseFact {
  const { client, relation, protocol, target, hosted, database, channel, method, care, forwards, awaitsReply, consumer } = use;
  return {
    kind: 'use', client, relation, protocol,
    ...(method !== undefined && { method }),
    ...(target && target.parts.length > 0 && { target: target.parts }),
    ...(hosted !== undefined && { hosted }),
    ...(database && database.parts.length > 0 && { database: database.parts }),
    ...(channel && channel.parts.length > 0 && { channel: channel.parts }),
    care: { ...NO_CARE, ...care },
    ...(forwards && { forwards }),
    ...(awaitsReply && { awaitsReply }),
    ...(consumer && { consumer }),
    site,
    ...(target?.literal && { targetSite: { path: file, span: target.literal } }),
    ...(channel?.literal && channel.parts.length === 1 && { channelSite: { path: file, span: channel.literal } }),
  };
}

/** What an editor should underline of a call: from its start, or in a chain over lines from its last name, to the end of the name. */
function headOf(path: Path, { span, nameSpan, callee }: Call): Site {
  const isLong = nameSpan.end - span.start > LONGEST_HEAD || callee.kind === 'member' && callee.object.kind === 'call';
  return { path, span: { start: isLong ? nameSpan.start : span.start, end: nameSpan.end } };
}

/** Characters; longer ones mostly span lines. */
const LONGEST_HEAD = 120;
