import type { CallCare } from '../../../model/code-facts.js';
import { callsAround, type Guards } from '../uses.js';
import { isNamed } from '../../../syntax/outline/callee.js';

/** Breakers and retries around a call: Stoplight, Circuitbox, Semian, `Retryable`. */
export const rubyGuards: Guards = ({ call, file, reader }) => {
  let care: Partial<CallCare> = {};
  for (const around of callsAround(call, reader)) {
    const { path } = reader.chain(around.callee);
    if (/^(?:Stoplight|Circuitbox\.circuit(?:\(\)\.run)?|CB2(?:\.Breaker\(\)\.run)?|Semian\[\]\.acquire)$/.test(path)) care = { ...care, hasBreaker: true };
    if (/^(?:Retryable\.retryable|Retriable\.retriable|with_retries)$/.test(path)) care = { ...care, retries: { known: false, site: { path: file, span: around.nameSpan } } };
  }
  return isRetried(reader.outline.calls) && care.retries === undefined && reader.chain(call.callee).path.startsWith('Faraday') ? { ...care, retries: { known: false, site: { path: file, span: call.nameSpan } } } : care;
};

/** faraday-retry: `connection.request :retry, max: 2`. */
function isRetried(calls: Parameters<Guards>[0]['reader']['outline']['calls']): boolean {
  return calls.some((call) => isNamed(call, /^request$/) && call.arguments[0]?.value.kind === 'text' && call.arguments[0].value.text === 'retry');
}
