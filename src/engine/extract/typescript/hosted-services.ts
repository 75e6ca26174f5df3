import { ts } from '../../syntax/typescript.js';
import { hiddenCare } from './care.js';
import { argument, argumentOptions, calleeOf, type LibraryCall, type Recogniser } from './library-call.js';
import { optionText } from './options.js';
import { fixedText } from './text.js';

/** A service of another company whose client library knows the address. */
interface HostedService {
  /** The address in the library's documentation. */
  readonly host: string;
  /** The callee that makes the client, or calls at once. */
  readonly opens: RegExp;
}

const CONSTRUCTED = /^(?:\w+)?$/;

const SERVICES: Readonly<Record<string, HostedService>> = {
  stripe: { host: 'api.stripe.com', opens: CONSTRUCTED },
  twilio: { host: 'api.twilio.com', opens: CONSTRUCTED },
  '@sendgrid/mail': { host: 'api.sendgrid.com', opens: /(?:^|\.)send(?:Multiple)?$/ },
  'nodemailer-mailgun-transport': { host: 'api.mailgun.net', opens: CONSTRUCTED },
  'mailgun.js': { host: 'api.mailgun.net', opens: /\.client$/ },
  openai: { host: 'api.openai.com', opens: CONSTRUCTED },
  '@anthropic-ai/sdk': { host: 'api.anthropic.com', opens: CONSTRUCTED },
  '@slack/web-api': { host: 'slack.com', opens: /^WebClient$/ },
  '@octokit/rest': { host: 'api.github.com', opens: /^Octokit$/ },
};

/** Client libraries of hosted services by module. */
export const hostedServices: Readonly<Record<string, Recogniser>> = Object.fromEntries(
  Object.entries(SERVICES).map(([module, service]) => [module, recogniser(module, service)]),
);

function recogniser(client: string, { host, opens }: HostedService): Recogniser {
  return (call) => {
    if (!opens.test(calleeOf(call)) || !isMaking(call)) return [];
    // Gateways and servers with the same interface are told by their address.
    const target = optionText(argumentOptions(call, 0), ['baseURL', 'baseUrl', 'host']) ?? fixedText(`https://${host}`);
    // These libraries give up and repeat by rules of their own.
    return [{ client, relation: 'calls', protocol: 'http', target, care: hiddenCare(call.path, call.node) }];
  };
}

/** Made with `new`, called with a key, or sent with. */
function isMaking(call: LibraryCall): boolean {
  return ts.isNewExpression(call.node) || argument(call, 0) !== undefined;
}
