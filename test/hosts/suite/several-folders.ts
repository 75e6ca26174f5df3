import assert from 'node:assert/strict';
import { findingIn, graphWhere, textAt, uriOf } from './workspace.js';

describe('a workspace with two folders', () => {
  it('has the elements of both systems in one graph', async () => {
    const { elements } = await graphWhere('both systems', (graph) =>
      ['storefront', 'seats'].every((name) => graph.elements.some((element) => element.name === name)));
    assert.ok(elements.length > 12);
  });

  it('has findings in the files of both folders', async () => {
    const compose = uriOf('compose.yaml', 0);
    assert.equal(await textAt(compose, (await findingIn(compose, 'log-driver-blocking')).range), 'fluentd');
    const seats = uriOf('k8s/seats.yaml', 1);
    assert.equal(await textAt(seats, (await findingIn(seats, 'mesh-sidecar-opt-out')).range), 'false');
  });
});
