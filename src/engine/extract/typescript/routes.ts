import type { HandlerFact } from '../../model/code-facts.js';
import type { Path } from '../../model/text.js';
import { ts } from '../../syntax/typescript.js';
import { siteOf } from './options.js';
import type { Call } from './origin.js';
import type { Reader } from './reader.js';
import { skipWrappers } from './syntax-shapes.js';
import { textOf } from './text.js';
import { joined, literalStart, type Text } from './text-values.js';

const VERB = /^(?:get|post|put|patch|delete|del|head|options|all|use)$/;
/** What a router is called when it comes from another file. */
const ROUTER_NAME = /^(?:app|application|router|routes|server|fastify|api|\w+Router)$/i;
const FRAMEWORKS: Readonly<Record<string, string>> = {
  express: 'express',
  'express-promise-router': 'express',
  fastify: 'fastify',
  'koa-router': 'koa',
  '@koa/router': 'koa',
  restify: 'restify',
  hono: 'hono',
};

/** The routes that a file serves. */
export function handlersIn(path: Path, reader: Reader): HandlerFact[] {
  return [
    ...reader.declarations.calls.flatMap((call) => routeOf(path, call, reader)),
    ...reader.declarations.classes.flatMap((node) => controllerRoutes(path, node, reader)),
  ];
}

function routeOf(path: Path, call: Call, reader: Reader): HandlerFact[] {
  reader.begin();
  const { expression } = call;
  const [route, ...handlers] = call.arguments ?? [];
  if (!ts.isPropertyAccessExpression(expression) || route === undefined || handlers.length === 0) return [];
  const verb = expression.name.text;
  const framework = VERB.test(verb) ? frameworkOf(expression.expression, reader) : undefined;
  const handler = handlers.at(-1);
  if (framework === undefined || handler === undefined || ts.isObjectLiteralExpression(handler)) return [];
  const text = textOf(reader, route);
  if (!/^[/*]/.test(literalStart(text))) return [];
  const method = verb === 'use' || verb === 'all' ? 'ALL' : verb === 'del' ? 'DELETE' : verb.toUpperCase();
  return [{ kind: 'handler', framework, method, path: text.parts, site: { path, span: { start: expression.getStart(), end: route.getEnd() } } }];
}

function frameworkOf(router: ts.Expression, reader: Reader): string | undefined {
  const chain = reader.chain(router);
  if (chain !== undefined && chain.module !== '') return FRAMEWORKS[chain.module];
  const node = skipWrappers(router);
  const name = ts.isIdentifier(node) ? node.text : ts.isPropertyAccessExpression(node) ? node.name.text : '';
  return ROUTER_NAME.test(name) ? 'express' : undefined;
}

const NEST_VERBS: Readonly<Record<string, string>> = {
  Get: 'GET', Post: 'POST', Put: 'PUT', Patch: 'PATCH', Delete: 'DELETE', Head: 'HEAD', Options: 'OPTIONS', All: 'ALL', Sse: 'GET',
};

function controllerRoutes(path: Path, node: ts.ClassLikeDeclaration, reader: Reader): HandlerFact[] {
  const controller = decorationsOf(node, reader).find(({ name }) => name === 'Controller');
  if (controller === undefined) return [];
  return node.members.flatMap((member) =>
    decorationsOf(member, reader).flatMap(({ name, call }) => {
      const method = NEST_VERBS[name];
      if (method === undefined) return [];
      const route = joined([pathOf(controller.call, reader), pathOf(call, reader)]);
      return [{ kind: 'handler' as const, framework: 'nest', method, path: route.parts, site: siteOf(path, call) }];
    }),
  );
}

interface Decoration {
  readonly name: string;
  readonly call: ts.CallExpression;
}

function decorationsOf(node: ts.Node, reader: Reader): readonly Decoration[] {
  if (!ts.canHaveDecorators(node)) return [];
  return (ts.getDecorators(node) ?? []).flatMap(({ expression }) => {
    if (!ts.isCallExpression(expression)) return [];
    const chain = reader.chain(expression.expression);
    return chain?.module === '@nestjs/common' ? [{ name: chain.names.at(-1) ?? '', call: expression }] : [];
  });
}

/** The path of a decorator, with a leading slash and none at the end. */
function pathOf(call: ts.CallExpression, reader: Reader): Text {
  const [argument] = call.arguments;
  if (argument === undefined) return { parts: [] };
  const inner = skipWrappers(argument);
  const options = ts.isObjectLiteralExpression(inner) ? inner.properties.find((one) => one.name?.getText() === 'path') : undefined;
  const text = textOf(reader, options && ts.isPropertyAssignment(options) ? options.initializer : argument);
  if (text.parts.length === 0) return text;
  const start = literalStart(text);
  if (start === '/' && text.parts.length === 1) return { parts: [] };
  return start.startsWith('/') ? text : joined([{ parts: ['/'] }, text]);
}
