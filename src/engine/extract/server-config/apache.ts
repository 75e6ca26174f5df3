import type { Expression, Part } from '../../model/expression.js';
import { linesOf, type Word } from './lines.js';
import { append, environmentHole, withHoles, type Endpoint, type ServerConfigReader } from './reader.js';

/** What a line of httpd's configuration depends on. */
interface Scope {
  /** `Location` around the line. */
  path: string | undefined;
  /** `<Proxy balancer://name>` around the line. */
  balancer: string | undefined;
  readonly defined: Map<string, string>;
  readonly members: Map<string, Word[]>;
}

/** Apache httpd: ProxyPass, balancers, rewriting with `[P]`, handlers. */
export const apacheReader: ServerConfigReader = {
  technology: 'apache',
  files: /\.conf(?:[._-][^/]*)?$|(?:^|\/)\.htaccess$|(?:^|\/)(?:apache|httpd)[^/]*$|\/sites-(?:available|enabled)\/[^/]*$/i,
  marks: /^[ \t]*(?:ProxyPass|ProxyPassMatch|BalancerMember|RewriteRule|SetHandler)[ \t]/im,
  read(text) {
    const scope: Scope = { path: undefined, balancer: undefined, defined: new Map(), members: new Map() };
    const passes: { target: Word; path: string | undefined }[] = [];
    for (const { words } of linesOf(text)) {
      enter(scope, words);
      const pass = passOf(scope, words);
      if (pass !== undefined) passes.push(pass);
    }
    return passes.flatMap(({ target, path }) => routes(scope, target, path));
  },
};

function enter(scope: Scope, [directive, first, second]: readonly Word[]): void {
  const name = directive?.text.toLowerCase() ?? '';
  const argument = first?.text.replace(/>$/, '').replace(/^["']|["']$/g, '');
  if (name === '<location' || name === '<locationmatch') scope.path = argument;
  else if (name === '</location>' || name === '</locationmatch>') scope.path = undefined;
  else if (name === '<proxy') scope.balancer = argument?.replace(/\/$/, '');
  else if (name === '</proxy>') scope.balancer = undefined;
  else if (name === 'define' && first !== undefined && second !== undefined) scope.defined.set(first.text, second.text);
  else if (name === 'balancermember') {
    const isOutside = scope.balancer === undefined;
    const balancer = (scope.balancer ?? argument ?? '').replace(/\/$/, '');
    const member = isOutside ? second : first;
    if (member !== undefined) append(scope.members, balancer, member);
  }
}

/** What a line passes requests on to. */
function passOf(scope: Scope, [directive, first, second, third]: readonly Word[]): { target: Word; path: string | undefined } | undefined {
  switch (directive?.text.toLowerCase()) {
    case 'proxypass': case 'proxypassmatch': {
      // Within a Location the path is left out.
      const isBare = scope.path !== undefined && (second === undefined || second.text.includes('='));
      const target = isBare ? first : second;
      return target && { target, path: isBare ? scope.path : first?.text };
    }
    case 'rewriterule':
      return second !== undefined && /^\[(?:[^\]]*,)?P(?:,[^\]]*)?\]$/.test(third?.text ?? '') ? { target: second, path: first?.text } : undefined;
    case 'sethandler': {
      const uri = /^proxy:(?!unix:)/.exec(first?.text ?? '')?.[0];
      if (first === undefined || uri === undefined) return undefined;
      return { target: { text: first.text.slice(uri.length), span: { ...first.span, start: first.span.start + uri.length } }, path: scope.path };
    }
    default: return undefined;
  }
}

function routes(scope: Scope, target: Word, path: string | undefined): Endpoint[] {
  const balancer = /^balancer:\/\/[^/]*/.exec(target.text)?.[0];
  const members = balancer === undefined ? [target] : (scope.members.get(balancer) ?? []);
  return members.filter(({ text }) => text !== '!').map(({ text }) => ({
    purpose: 'routes', target: expressionOf(scope, text), span: target.span, ...(path !== undefined && { path }),
  }));
}

/** `${X}` is what `Define` says, else a variable of the environment; `$1` and `%{X}` depend on the request. */
function expressionOf({ defined }: Scope, text: string): Expression {
  return withHoles(text, /\$\{([A-Za-z_][A-Za-z0-9_]*)\}|\$\d|%\d|%\{[^{}]*\}/g, ([, name]): Part => {
    if (name === undefined) return { hole: 'unknown' };
    return defined.get(name) ?? environmentHole(name);
  });
}
