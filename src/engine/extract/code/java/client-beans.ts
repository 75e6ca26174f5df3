import type { ClientBeanFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';
import type { FunctionOutline } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';

/** Annotations of methods whose results are injected: Spring's, CDI's. */
const MAKERS = new Set(['Bean', 'Produces']);

/** What makes a client, without a word about time-outs: the builder that Spring Boot injects has none of its own either. */
const PLAIN = /(?:^|\.)(?:RestTemplate\(\)|RestTemplateBuilder\(\)\.build\(\)|(?:WebClient|RestClient)\.(?:builder|create)\(\)(?:\.build\(\))?)$/;

const CLIENTS: ReadonlyMap<string, ClientBeanFact['client']> = new Map([['RestTemplate', 'rest-template'], ['WebClient', 'web-client'], ['RestClient', 'rest-client']]);

/** Clients that a file makes for others to be injected with. */
export function clientBeans(file: Path, reader: Reader): ClientBeanFact[] {
  return reader.outline.functions.flatMap((method) => {
    const client = method.annotations.some(({ name }) => MAKERS.has(name)) ? clientOf(method, reader) : undefined;
    return client === undefined ? [] : [{ kind: 'client-bean', client, isPlain: isPlain(method, reader), site: { path: file, span: method.nameSpan } }];
  });
}

function clientOf({ returnType = '', returns }: FunctionOutline, reader: Reader): ClientBeanFact['client'] | undefined {
  const made = returns.flatMap((value) => /(?:^|\.)(RestTemplate|WebClient|RestClient)\b/.exec(reader.chain(value).path)?.[1] ?? []);
  return CLIENTS.get(returnType) ?? CLIENTS.get(made[0] ?? '');
}

/** Whether the method does nothing but make the client: then its time-outs are those that the library leaves it. */
function isPlain(method: FunctionOutline, reader: Reader): boolean {
  const [value, ...others] = method.returns;
  if (value === undefined || others.length > 0) return false;
  const { path, calls } = reader.chain(value);
  const inside = reader.outline.calls.filter(({ span }) => span.start >= method.span.start && span.end <= method.span.end && span.start > method.nameSpan.start);
  return PLAIN.test(path) && inside.every((call) => calls.includes(call) && call.arguments.length === 0);
}
