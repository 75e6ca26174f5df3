import type { RemoteInterfaceFact } from '../../model/contract-facts.js';
import type { Extractor } from '../../model/facts.js';
import type { Path } from '../../model/text.js';
import { fullName, spanOf, toFact } from './fact.js';
import { discoveredServices } from './vertx.js';

/** How a framework lets Java export an interface, and take one that another program exports. */
interface Framework {
  readonly name: string;
  /** Packages of its annotations: names such as `Service` are also Spring's. */
  readonly packages: string;
  readonly reference: string;
  readonly service: string;
}

const FRAMEWORKS: readonly Framework[] = [
  { name: 'dubbo', packages: '(?:com\\.alibaba|org\\.apache)\\.dubbo\\.config\\.annotation', reference: 'DubboReference|Reference', service: 'DubboService|Service' },
  { name: 'sofa-rpc', packages: 'com\\.alipay\\.sofa\\.runtime\\.api\\.annotation', reference: 'SofaReference', service: 'SofaService' },
  { name: 'motan', packages: 'com\\.weibo\\.api\\.motan\\.config\\.springsupport\\.annotation', reference: 'MotanReferer', service: 'MotanService' },
];

/** Arguments of an annotation, brackets and texts in them. */
const ARGUMENTS = '(?:\\s{0,20}\\(((?:[^()"]|"(?:[^"\\\\\\n]|\\\\.)*"|\\([^()]{0,300}\\)){0,2000})\\))?';

/** Modifiers and further annotations before a declaration. */
const MODIFIERS = '(?:\\s+(?:private|protected|public|final|static|transient|lateinit|open|abstract|override|@\\w+(?:\\([^()]{0,300}\\))?))*';

/**
 * Interfaces that programs of the JVM export and take over remote procedure calls whose registry finds the provider: the interface is the address.
 * Read by patterns, for annotations and their neighbours are enough.
 */
export const remoteInterfaceExtractor: Extractor = {
  id: 'remote-interfaces',
  coverage: {
    title: 'Remote interfaces on the JVM',
    readings: [
      { technology: 'Dubbo', reads: '`@DubboReference`, `@DubboService` and their predecessors in Java and Kotlin; `<dubbo:reference>` and `<dubbo:service>` in XML', yields: 'remote-interface' },
      { technology: 'SOFARPC', reads: '`@SofaReference`, `@SofaService`; `<sofa:reference>` and `<sofa:service>`', yields: 'remote-interface' },
      { technology: 'Motan', reads: '`@MotanReferer`, `@MotanService`', yields: 'remote-interface' },
      { technology: 'Vert.x service discovery', reads: 'services of the event bus and HTTP endpoints that programs publish, or ask the discovery for by class or name; gateways that take all endpoints', yields: 'remote-interface' },
    ],
    notRead: ['time-outs, retries and mocks of references', 'references that code makes', 'messages of the event bus of Vert.x', 'interfaces that nobody in the workspace exports'],
  },
  version: 2,
  accepts: (path) => /\.(?:java|kt|xml)$/.test(path) && !/(?:^|\/)(?:src\/(?:test|it)|target|build)\/|Tests?\.(?:java|kt)$/.test(path),
  mayMatch: (text) => /dubbo|sofa|motan|EventBusService|HttpEndpoint/i.test(text),
  extract: (path, text) => ({ facts: path.endsWith('.xml') ? inXml(path, text) : [...FRAMEWORKS.flatMap((framework) => inCode(path, text, framework)), ...discoveredServices(path, text)], problems: [] }),
};

/** `<dubbo:reference id="stock" interface="com.acme.StockService"/>`. */
function inXml(path: Path, text: string): RemoteInterfaceFact[] {
  return [...text.matchAll(/<(dubbo|sofa):(reference|service)\b[^<>]{0,2000}?\binterface\s*=\s*"([\w.$]{1,300})"/g)].map((match) => {
    const [whole, framework = '', side, name = ''] = match;
    const start = match.index + whole.length - name.length - 1;
    return toFact(path, framework === 'sofa' ? 'sofa-rpc' : framework, side === 'service' ? 'server' : 'client', name, { start, end: start + name.length });
  });
}

function inCode(path: Path, text: string, { name, packages, reference, service }: Framework): RemoteInterfaceFact[] {
  if (!new RegExp(`\\bimport\\s+${packages}\\.`).test(text)) return [];
  const isImported = (annotation: string): boolean => new RegExp(`\\bimport\\s+${packages}\\.(?:\\*|${annotation})`).test(text);
  const clients = [...text.matchAll(new RegExp(`@(${reference})\\b${ARGUMENTS}${MODIFIERS}\\s+(?:(?:va[lr]\\s+\\w+\\s*:\\s*)([\\w.]+)|([\\w.]+)(?:<[^<>;]{0,200}>)?\\s+\\w+\\s*[;=,)])`, 'g'))]
    .flatMap((match) => {
      const type = match[3] ?? match[4];
      return type === undefined || !isImported(match[1] ?? '') ? [] : [toFact(path, name, 'client', fullName(type, text), spanOf(match, type))];
    });
  const servers = [...text.matchAll(new RegExp(`@(${service})\\b${ARGUMENTS}${MODIFIERS}\\s+class\\s+\\w+[^{};]{0,300}?(?:\\bimplements\\s+|:\\s*)([\\w.,\\s<>]{1,600}?)\\s*(?:\\{|$)`, 'g'))]
    .flatMap((match) => {
      if (!isImported(match[1] ?? '')) return [];
      const chosen = /\binterface(?:Class|Type)\s*=\s*([\w.]+?)(?:\.class|::class)/.exec(match[2] ?? '')?.[1];
      const types = chosen === undefined ? (match[3] ?? '').replace(/<[^<>]*>/g, '').split(',').map((type) => type.trim()).filter((type) => /^[\w.]+$/.test(type)) : [chosen];
      return types.map((type) => toFact(path, name, 'server', fullName(type, text), spanOf(match, type)));
    });
  return [...clients, ...servers];
}
