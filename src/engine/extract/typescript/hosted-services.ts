import { NO_CARE } from '../../model/code-facts.js';
import { clientLibraries, type HostedService } from '../../model/hosted-services/index.js';
import { ts } from '../../syntax/typescript.js';
import { hiddenCare } from './care.js';
import { endpointOf } from './endpoints.js';
import { argument, argumentOptions, calleeOf, type LibraryCall, type Recogniser, type Use } from './library-call.js';
import { optionText } from './options.js';
import type { Text } from './text-values.js';

const LIBRARIES = clientLibraries('typescript');

/** Client libraries of hosted services by module. */
export const hostedServices: Readonly<Record<string, Recogniser>> = Object.fromEntries(LIBRARIES.map(({ mention }) => [mention, recogniser(mention)]));

function recogniser(module: string): Recogniser {
  const libraries = LIBRARIES.filter(({ mention }) => mention === module);
  return (call) => {
    const callee = calleeOf(call);
    const found = libraries.find(({ opens }) => opens.test(callee));
    return found !== undefined && isMaking(call, callee) ? [hostedUse(call, module, found.service)] : [];
  };
}

function hostedUse(call: LibraryCall, client: string, { id, relation, protocol }: HostedService): Use {
  // Gateways and servers with the same interface are told by their address.
  const target = optionText(argumentOptions(call, 0), ['endpoint', 'baseURL', 'baseUrl', 'host', 'apiEndpoint', 'domain']) ?? (client.startsWith('@azure/') ? writtenAddress(call) : undefined);
  // These libraries give up and repeat by rules of their own.
  const care = relation === 'stores' ? NO_CARE : { ...hiddenCare(call.path, call.node), ...(relation === 'telemetry' && { hasFallback: true }) };
  return { client, hosted: id, relation: relation === 'telemetry' ? 'calls' : relation, protocol, ...(target && { target }), care };
}

/** Azure's clients take the address of the account first. */
function writtenAddress(call: LibraryCall): Text | undefined {
  const first = argument(call, 0);
  return first && endpointOf(first);
}

/** Made with `new`, called with a key, sent with, or asked for. */
function isMaking(call: LibraryCall, callee: string): boolean {
  return ts.isNewExpression(call.node) || argument(call, 0) !== undefined || callee.startsWith('get');
}
