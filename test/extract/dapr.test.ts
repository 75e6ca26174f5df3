import { expect, test } from 'vitest';
import { kubernetesExtractor } from '../../src/engine/extract/kubernetes/index.js';
import { write } from '../support/code-facts.js';

function facts(text: string): unknown[] {
  return kubernetesExtractor.extract('k8s/dapr.yaml', text).facts.map((fact) => {
    switch (fact.kind) {
      case 'dapr-component': return { name: fact.name, type: fact.type, scopes: fact.scopes, settings: fact.settings.map(({ key, value }) => `${key}=${write(value)}`) };
      case 'dapr-subscription': return { component: fact.component, topic: fact.topic, scopes: fact.scopes };
      case 'dapr-configuration': return { name: fact.name, tracing: write(fact.tracing.value) };
      default: return fact.kind;
    }
  });
}

test('a component: its type, plain settings, and who may use it', () => {
  expect(facts(`
apiVersion: dapr.io/v1alpha1
kind: Component
metadata: { name: pubsub, namespace: shop }
spec:
  type: pubsub.rabbitmq
  metadata:
  - { name: host, value: "amqp://rabbitmq:5672" }
  - { name: password, secretKeyRef: { name: secrets, key: rabbit } }
scopes: [orders]
`)).toEqual([{ name: 'pubsub', type: 'pubsub.rabbitmq', scopes: ['orders'], settings: ['host=amqp://rabbitmq:5672'] }]);
});

test('a declarative subscription, and where traces go', () => {
  expect(facts(`
apiVersion: dapr.io/v2alpha1
kind: Subscription
metadata: { name: placed }
spec: { topic: placed, pubsubname: pubsub, routes: { default: /placed } }
scopes: [billing]
---
apiVersion: dapr.io/v1alpha1
kind: Configuration
metadata: { name: tracing }
spec: { tracing: { samplingRate: "1", zipkin: { endpointAddress: "http://zipkin:9411/api/v2/spans" } } }
`)).toEqual([{ component: 'pubsub', topic: 'placed', scopes: ['billing'] }, { name: 'tracing', tracing: 'http://zipkin:9411/api/v2/spans' }]);
});
