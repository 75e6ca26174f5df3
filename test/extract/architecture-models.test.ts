import { expect, test } from 'vitest';
import { architectureModelExtractor } from '../../src/engine/extract/architecture-models.js';

function owners(path: string, text: string): string[] {
  return architectureModelExtractor.extract(path, text).facts.flatMap((fact) => (fact.kind === 'catalog-entity' ? [`${fact.name}: ${fact.owner} (${text.slice(fact.site.span.start, fact.site.span.end)})`] : []));
}

test('Structurizr: the element whose block is open has the owner; an inner one has its own', () => {
  expect(owners('docs/workspace.dsl', `workspace "Shop" {
  model {
    // orders = container "Nobody" { properties { owner nobody } }
    customer = person "Customer"
    shop = softwareSystem "Shop" {
      properties {
        "team" "Platform"
      }
      orderService = container "Order Service" "Takes orders" "Java" {
        properties {
          owner "team-orders"
        }
      }
      stock = container "Stock" {
        tags "Database"
      }
      orderService -> stock "asks"
    }
  }
  views {
    styles {
      element "Person" { background "#fff" }
    }
  }
}
`)).toEqual([
    'shop: Platform (shop = softwareSystem "Shop" {)', 'Shop: Platform (shop = softwareSystem "Shop" {)',
    ...['orderService', 'order-service', 'Order Service'].map((name) => `${name}: team-orders (orderService = container "Order Service" "Takes orders" "Java" {)`),
  ]);
});

test('LikeC4: metadata of an element', () => {
  expect(owners('model.likec4', `specification { element service }
model {
  shop = system 'Shop' {
    orders = service 'Orders' {
      #internal
      metadata { owner 'team-orders' }
    }
    service stock {
      metadata {
        team 'team-stock'
      }
    }
  }
}
`)).toEqual([`orders: team-orders (orders = service 'Orders' {)`, `Orders: team-orders (orders = service 'Orders' {)`, 'stock: team-stock (service stock {)']);
});
