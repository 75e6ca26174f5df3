import { linesOf } from './lines.js';
import { withEnvironment, type Endpoint, type ServerConfigReader } from './reader.js';

/** Sections whose servers get the requests; `peers`, `ring` and `log-forward` have servers of other kinds. */
const SECTIONS = /^(?:backend|listen)$/;
const OTHER_SECTIONS = /^(?:global|defaults|frontend|resolvers|peers|userlist|mailers|program|http-errors|ring|log-forward|cache|crt-store|traces|fcgi-app)$/;

/** HAProxy: the servers of its backends. */
export const haproxyReader: ServerConfigReader = {
  technology: 'haproxy',
  files: /(?:^|\/)[^/]*haproxy[^/]*$|\/haproxy\/[^/]*\.(?:cfg|conf)[^/]*$|\.cfg$/i,
  marks: /^[ \t]*(?:backend|listen)[ \t]+\S/m,
  read(text) {
    const endpoints: Endpoint[] = [];
    let isBackend = false;
    for (const { words } of linesOf(text)) {
      const [keyword, , second, third] = words;
      const name = keyword?.text ?? '';
      if (SECTIONS.test(name)) isBackend = true;
      else if (OTHER_SECTIONS.test(name)) isBackend = false;
      // `server name address`, `server-template prefix count address`.
      const address = name === 'server' ? second : name === 'server-template' ? third : undefined;
      if (isBackend && address !== undefined) endpoints.push({ purpose: 'routes', target: withEnvironment(address.text), span: address.span });
    }
    return endpoints;
  },
};
