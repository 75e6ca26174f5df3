import { expect, test } from 'vitest';
import { createWorkspace, defaultConfig, type Analysis } from '../../src/engine/index.js';
import { explainElement, explainRelation, toExplanationText, toGraphView, toOutageText, toPlace } from '../../src/present/index.js';

const COMPOSE = `services:
  checkout:
    image: shop/checkout
    ports: ['8080:8080']
    environment:
      PAYMENTS_URL: http://payments:8080
  payments:
    image: shop/payments
    environment:
      DATABASE_URL: postgres://app@db:5432/payments
  db:
    image: postgres:17
`;

const workspace = createWorkspace();
workspace.set('compose.yaml', COMPOSE);
const analysis: Analysis = workspace.analyseWith([], defaultConfig);
const place = (site: Parameters<typeof toPlace>[0]) => toPlace(site, workspace.lineStarts);

function elementWith(id: string) {
  const found = analysis.graph.elements.get(id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
}

test('an element: every number with its terms', () => {
  expect(toExplanationText(explainElement(elementWith('service:checkout'), analysis, defaultConfig, place))).toBe(`checkout (service)
  logical 0.70, from 0 monolithic to 1 modular: 1.00 −0.13 knowledge −0.17 runtime
    Knowledge −0.13: calls payments
    Runtime −0.17: needs 1 other up to answer
  physical 1.00: the share of the others that run in another unit
  checkout can promise 99.70 %: 2 h 11 min of failure a month; it needs 2 others to answer
  0 % of the other services and 100 % of the entries cannot answer without it
  called by 0, calls 1; instability 1.00; centrality 0

Availability
  99.70 % = the product of
    checkout 99.90 %, assumed, itself
    db 99.90 %, assumed
    payments 99.90 %, assumed
  objective 99.90 %, from the settings: missed; each dependency would have to promise 99.990 %, one nine more

Longest wait
  for payments: nothing that was found bounds it

Declared
  compose.yaml:2
`);
});

test('what others need says how many: that is part of its loss', () => {
  expect(toExplanationText(explainElement(elementWith('service:payments'), analysis, defaultConfig, place))).toContain('Runtime −0.17: needs no other part to answer, but 1 needs it\n');
});

test('a relation: strength, distance and volatility say what they rest on', () => {
  const call = analysis.graph.relations.find(({ kind }) => kind === 'calls');

  expect(call && toExplanationText(explainRelation(call, analysis, place))).toBe(`checkout calls payments (http)
  risk 0.12 = strength 0.40 × distance 0.60 × volatility 0.50
  strength 0.40, model, assumed: a call whose contract was not seen
  distance 0.60: another deployable in the same repository
  volatility 0.50, assumed: nothing is known of how often it changes
  balance 0.50 = the larger of |0.40 − 0.60| and 1 − 0.50
  If payments is down, checkout fails or stalls with it.
  Care: no time-out was found.

Evidence
  config, compose  compose.yaml:6
`);
});

test('what if: who fails, in which order, which entries are hit', () => {
  const view = toGraphView(analysis, { revision: 1, complete: true, restricted: false, filesRead: 1, name: 'shop', lineStartsOf: workspace.lineStarts });

  expect(toOutageText(view, ['datastore:db'])).toBe(`If db is down: 2 of 2 other services fail, 0 are degraded, 0 do not notice.

Wave 1
  payments fails. Its data are in db.  compose.yaml:10

Wave 2
  checkout fails. Calls payments (http) with no time-out or fallback.  compose.yaml:6

Entry points hit: checkout

A simulation on the graph. Nothing is stopped.
`);
});
