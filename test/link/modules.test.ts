import { describe, expect, test } from 'vitest';
import { createWorkspace, defaultConfig, type Analysis } from '../../src/engine/index.js';

const DEPLOYABLE: Record<string, string> = {
  'compose.yaml': 'services:\n  shop: { build: . }\n',
  Dockerfile: 'FROM scratch\nCOPY . .\n',
};

function analyse(sources: Record<string, string>): Analysis {
  const workspace = createWorkspace();
  for (const [path, text] of Object.entries({ ...DEPLOYABLE, ...sources })) workspace.set(path, text);
  return workspace.analyseWith([], defaultConfig);
}

/** The imports between modules of a shop with these sources, as `from reach to`. */
function importsOf(sources: Record<string, string>): string[] {
  return analyse(sources).graph.relations.filter(({ kind }) => kind === 'imports').map(({ from, importReach, to }) => `${from.name} ${importReach} ${to.name}`);
}

/** Names of the modules that count, and of those that are there for all in brackets. */
function modulesOf(paths: readonly string[], text = ''): string[] {
  const elements = [...analyse(Object.fromEntries(paths.map((path) => [path, text]))).graph.elements.values()];
  return elements.filter(({ kind }) => kind === 'module').map(({ name, role }) => (role === 'business' ? name : `(${name})`));
}

describe('how a program is cut', () => {
  test('by feature: folders named after the business are modules, technical ones beside them are there for all', () => {
    expect(modulesOf(['src/orders/place.ts', 'src/billing/charge.ts', 'src/utils/text.ts', 'src/models/base.ts', 'src/main.ts'])).toEqual(['billing', 'orders', '(models)', '(utils)']);
  });

  test('a folder called modules holds them, whatever they are called; what is beside it puts them together', () => {
    expect(modulesOf(['src/modules/auth/index.js', 'src/modules/forms/index.js', 'src/modules/shared/log.js', 'src/app/server.js', 'src/orders.js'])).toEqual(['auth', 'forms', '(shared)']);
  });

  test('past packaging: source roots, package names, a folder for all of the code', () => {
    const root = 'src/main/java/com/acme/shop';
    expect(modulesOf([`${root}/orders/Order.java`, `${root}/billing/Invoice.java`, `${root}/ShopApplication.java`])).toEqual(['billing', 'orders']);
    expect(modulesOf(['cmd/shop/main.go', 'internal/orders/orders.go', 'pkg/billing/billing.go'])).toEqual(['billing', 'orders', '(cmd)']);
    expect(modulesOf(['shop/orders/models.py', 'shop/billing/models.py', 'manage.py'])).toEqual(['billing', 'orders']);
  });

  test('projects of one dotted name are told apart by what follows the name of the program', () => {
    expect(
      modulesOf(['src/Shop/Program.cs', 'src/Shop.Orders/Order.cs', 'src/Shop.Orders.Contracts/IOrders.cs', 'src/Shop.Billing/Invoice.cs', 'src/Shop.Common/Text.cs']),
    ).toEqual(['Billing', 'Orders', '(Common)']);
  });

  test('a layer gives the sub-folders of a feature to it', () => {
    const { graph } = analyse({ 'shop/orders/models.py': '\n\n', 'shop/billing/models.py': '\n\n', 'shop/graphql/orders/types.py': '' });
    expect(graph.elements.get('module:orders')?.codeFolders).toEqual(['shop/orders', 'shop/graphql/orders']);
  });

  test('features that appear inside every layer are the modules', () => {
    const layers = ['Domain', 'Application', 'Infrastructure'];
    expect(modulesOf(layers.flatMap((layer) => [`src/${layer}/Orders/A.cs`, `src/${layer}/Billing/B.cs`]))).toEqual(['Billing', 'Orders']);
  });

  test('layers alone are the parts when something joins them; what nothing joins is left out', () => {
    const layered = {
      'src/controllers/orders.js': "require('../services/orders');\n",
      'src/services/orders.js': "require('../models/order');\n",
      'src/models/order.js': '',
      'src/views/order.js': '',
    };
    const { graph, metrics } = analyse(layered);
    expect([...graph.elements.values()].filter(({ kind }) => kind === 'module').map(({ name }) => name)).toEqual(['controllers', 'models', 'services']);
    expect(metrics.system.style).toBe('ball-of-mud');
    expect(metrics.system.headline).toBe('3 layers in one deployable and no modules: every feature runs through all of them.');
  });

  test('beside other services a small program that is cut by layer is one module; a large one is not', () => {
    const insideOfShop = (lines: number) => {
      const { graph } = analyse({
        'compose.yaml': 'services:\n  shop: { build: . }\n  mail: { image: acme/mail }\n',
        'src/controllers/orders.js': "require('../services/orders');\n",
        'src/services/orders.js': '\n'.repeat(lines),
      });
      return [...(graph.insides.get('service:shop')?.elements.values() ?? [])].map(({ name }) => name);
    };
    expect(insideOfShop(2000)).toEqual([]);
    expect(insideOfShop(4000)).toEqual(['controllers', 'services']);
  });

  test('one lump without folders has no modules', () => {
    expect(modulesOf(['src/app.py', 'src/models.py', 'src/views.py'])).toEqual([]);
  });
});

describe('how deep an import goes', () => {
  test('TypeScript: an index is the face, and past it is inside; types weigh nothing', () => {
    expect(
      importsOf({
        'src/orders/index.ts': "import { charge } from '../billing/index.js';\nimport { ledger } from '../billing/ledger.js';\nimport { price } from '../catalog/prices.js';\n",
        'src/billing/index.ts': "import type { Order } from '../orders/order.js';\n",
        'src/billing/ledger.ts': '',
        'src/orders/order.ts': 'export interface Order { id: string }\n',
        'src/catalog/prices.ts': "import { ledger } from '../billing';\n",
      }),
    ).toEqual(['billing type orders', 'catalog face billing', 'orders inside billing', 'orders open catalog']);
  });

  test('TypeScript: aliases, prefixes of the source root and packages of the workspace are followed', () => {
    expect(
      importsOf({
        'tsconfig.base.json': '{ "compilerOptions": { "paths": { "@shop/billing": ["libs/billing/src/index.ts"], "@libs/*": ["libs/*"] } } }',
        'package.json': '{ "name": "shop", "scripts": { "start": "node ." } }',
        'libs/stock/package.json': '{ "name": "@shop/stock" }',
        'libs/stock/src/index.ts': '',
        'libs/billing/src/index.ts': '',
        'libs/billing/src/internal/ledger.ts': '',
        'libs/orders/src/index.ts': "import '@shop/billing';\nimport '@shop/stock';\n",
        'libs/returns/src/index.ts': "import '@libs/billing/src/internal/ledger';\n",
      }),
    ).toEqual(['orders face billing', 'orders face stock', 'returns inside billing']);
  });

  test('Java: the root package is open, packages below are inside unless they are an interface; events make no call', () => {
    const root = 'src/main/java/com/acme/shop';
    expect(
      importsOf({
        [`${root}/orders/Orders.java`]: 'package com.acme.shop.orders;\nimport com.acme.shop.billing.Billing;\nimport com.acme.shop.catalog.spi.Prices;\nimport java.util.List;\n',
        [`${root}/billing/Billing.java`]: 'package com.acme.shop.billing;\nimport com.acme.shop.orders.OrderPlacedEvent;\n',
        [`${root}/orders/OrderPlacedEvent.java`]: 'package com.acme.shop.orders;\n',
        [`${root}/catalog/Catalog.java`]: 'package com.acme.shop.catalog;\nimport com.acme.shop.billing.internal.Ledger;\n',
        [`${root}/catalog/spi/package-info.java`]: '@org.springframework.modulith.NamedInterface\npackage com.acme.shop.catalog.spi;\n',
        [`${root}/catalog/spi/Prices.java`]: 'package com.acme.shop.catalog.spi;\n',
        [`${root}/billing/internal/Ledger.java`]: 'package com.acme.shop.billing.internal;\n',
      }),
    ).toEqual(['billing event orders', 'catalog inside billing', 'orders open billing', 'orders face catalog']);
  });

  test('C#: a project of contracts or events is the face', () => {
    expect(
      importsOf({
        'src/Modules/Orders/Application/Place.cs': 'using Shop.Modules.Billing.IntegrationEvents;\nusing Shop.Modules.Catalog.Contracts;\nnamespace Shop.Modules.Orders.Application;\n',
        'src/Modules/Billing/IntegrationEvents/Paid.cs': 'namespace Shop.Modules.Billing.IntegrationEvents;\n',
        'src/Modules/Billing/Domain/Invoice.cs': 'using Shop.Modules.Catalog.Domain;\nnamespace Shop.Modules.Billing.Domain;\n',
        'src/Modules/Catalog/Contracts/ICatalog.cs': 'namespace Shop.Modules.Catalog.Contracts;\n',
        'src/Modules/Catalog/Domain/Product.cs': 'namespace Shop.Modules.Catalog.Domain;\n',
      }),
    ).toEqual(['Billing inside Catalog', 'Orders event Billing', 'Orders face Catalog']);
  });

  test('C#: a context with a set of another module’s entity stores in its table', () => {
    expect(
      importsOf({
        'src/Modules/Orders/OrdersContext.cs': 'namespace Shop.Orders;\nclass OrdersContext : DbContext { public DbSet<Order> Orders { get; set; } public DbSet<Product> Products { get; set; } }\n',
        'src/Modules/Orders/Order.cs': 'namespace Shop.Orders;\n',
        'src/Modules/Catalog/Product.cs': 'namespace Shop.Catalog;\n',
      }),
    ).toEqual(['Orders entity Catalog']);
  });

  test('Go: packages by the path of their module', () => {
    expect(
      importsOf({
        'go.mod': 'module github.com/acme/shop\n',
        'internal/orders/orders.go': 'package orders\n\nimport (\n\t"context"\n\t"github.com/acme/shop/internal/billing"\n\tdb "github.com/acme/shop/internal/catalog/postgres"\n)\n',
        'internal/billing/billing.go': 'package billing\n',
        'internal/catalog/catalog.go': 'package catalog\n',
        'internal/catalog/postgres/postgres.go': 'package postgres\n',
      }),
    ).toEqual(['orders open billing', 'orders inside catalog']);
  });

  test('Python: packages and files, relative and absolute; a model of another app is its table', () => {
    expect(
      importsOf({
        'shop/orders/__init__.py': '',
        'shop/orders/models.py': 'from django.db import models\nfrom ..billing.models import Invoice\nclass Order(models.Model):\n    pass\n',
        'shop/billing/__init__.py': '',
        'shop/billing/models.py': 'from typing import TYPE_CHECKING\nfrom django.db import models\nif TYPE_CHECKING:\n    from shop.orders.models import Order\nclass Invoice(models.Model):\n    pass\n',
        'shop/catalog/__init__.py': '',
        'shop/catalog/views.py': 'from shop.orders import tasks\nfrom shop.billing.gateway.stripe import client\n',
        'shop/orders/tasks.py': '',
        'shop/billing/gateway/stripe.py': '',
      }),
    ).toEqual(['billing type orders', 'catalog inside billing', 'catalog open orders', 'orders entity billing']);
  });

  test('PHP: namespaces', () => {
    expect(
      importsOf({
        'src/Orders/PlaceOrder.php': '<?php\nnamespace App\\Orders;\nuse App\\Billing\\Contract\\Billing;\nuse App\\Catalog\\{Product, Price};\n',
        'src/Billing/Contract/Billing.php': '<?php\nnamespace App\\Billing\\Contract;\n',
        'src/Billing/Invoicing.php': '<?php\nnamespace App\\Billing;\n',
        'src/Catalog/Product.php': "<?php\nnamespace App\\Catalog;\n#[ORM\\Entity]\nclass Product {}\n",
        'src/Catalog/Price.php': '<?php\nnamespace App\\Catalog;\n',
      }),
    ).toEqual(['Orders face Billing', 'Orders entity Catalog']);
  });

  test('Ruby: constants, as Rails loads them', () => {
    expect(
      importsOf({
        'packs/orders/app/services/orders/place.rb': 'module Orders\n  class Place\n    def call = Billing::Api.charge("Catalog::Product")\n  end\nend\n',
        'packs/billing/app/public/billing/api.rb': 'module Billing\n  class Api\n    def self.charge(id) = Invoice.create(id: id)\n  end\nend\n',
        'packs/billing/app/models/billing/invoice.rb': 'class Billing::Invoice < ApplicationRecord\n  belongs_to :product, class_name: Catalog::Product\nend\n',
        'packs/catalog/app/models/catalog/product.rb': 'class Catalog::Product < ApplicationRecord\nend\n',
      }),
    ).toEqual(['billing entity catalog', 'orders face billing']);
  });

  test('Rust: modules of a crate and crates of a workspace', () => {
    expect(
      importsOf({
        'Cargo.toml': '[package]\nname = "shop"\n',
        'src/main.rs': 'mod orders;\n',
        'src/orders/mod.rs': 'use crate::billing::Invoice;\nuse crate::catalog::{store::Row, Product};\n',
        'src/billing/mod.rs': 'pub struct Invoice;\n',
        'src/catalog/mod.rs': 'mod store;\n',
        'src/catalog/store.rs': 'pub struct Row;\n',
      }),
    ).toEqual(['orders face billing', 'orders open catalog']);
  });
});

test('several deployables are measured by themselves; each has its modules inside it', () => {
  const { graph, metrics } = analyse({
    'compose.yaml': 'services:\n  shop: { build: ./shop }\n  stock: { build: ./stock, environment: { SHOP: http://shop:80 } }\n',
    'shop/Dockerfile': 'FROM node:22\n',
    'stock/Dockerfile': 'FROM node:22\n',
    'shop/src/orders/index.ts': "import '../billing/ledger.js';\n",
    'shop/src/billing/index.ts': '',
    'shop/src/billing/ledger.ts': '',
    'stock/src/main.ts': '',
  });

  expect([...graph.elements.keys()]).toEqual(['service:shop', 'service:stock']);
  expect([...graph.insides.keys()]).toEqual(['service:shop']);
  expect(graph.insides.get('service:shop')?.relations.map(({ id, importReach }) => `${id} ${importReach}`)).toEqual(['module:shop/orders -imports-> module:shop/billing inside']);
  expect(metrics.insides.get('service:shop')?.system.logical).toBeCloseTo(1 - (2 / 3) * 0.4, 4);
  expect(metrics.system.physical).toBe(1);
});

test('an API and its worker are one deployable, placed by the modules of the code that both run', () => {
  const { graph, metrics } = analyse({
    'compose.yaml': 'services:\n  api: { build: . }\n  worker: { build: ., command: work }\n',
    'src/orders/index.ts': "import '../billing/index.js';\n",
    'src/billing/index.ts': '',
  });

  expect([...graph.elements.values()].filter(({ kind }) => kind === 'module').map(({ name }) => name)).toEqual(['billing', 'orders']);
  expect(metrics.system.style).toBe('modular-monolith');
});

test('a service whose image is built elsewhere runs the only program of the workspace, when their names agree', () => {
  const workspace = createWorkspace();
  workspace.set('k8s/shop.yml', 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: shop }\nspec: { template: { spec: { containers: [{ name: shop, image: acme/shop }] } } }\n');
  workspace.set('package.json', '{ "name": "acme-shop", "scripts": { "start": "node src/main.js" } }');
  workspace.set('src/orders/index.ts', "import '../billing/index.js';\n");
  workspace.set('src/billing/index.ts', '');

  expect([...workspace.analyseWith([], defaultConfig).graph.elements.keys()]).toEqual(['service:shop', 'module:billing', 'module:orders']);
});

test('a Dockerfile beside a manifest runs, where nothing else says what does', () => {
  const workspace = createWorkspace();
  workspace.set('Dockerfile', 'FROM golang:1.26\n');
  workspace.set('go.mod', 'module github.com/acme/shop\n');
  workspace.set('internal/orders/orders.go', 'package orders\n\nimport "github.com/acme/shop/internal/billing"\n');
  workspace.set('internal/billing/billing.go', 'package billing\n');

  expect([...workspace.analyseWith([], defaultConfig).graph.elements.keys()]).toEqual(['service:shop', 'module:billing', 'module:orders']);
});

test('an only deployable is the service, even if it signs in its users as well', () => {
  const { graph } = analyse({ 'src/Shop.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="Duende.IdentityServer" Version="7.0.0" /></ItemGroup></Project>', 'compose.yaml': 'services:\n  shop: { build: ./src }\n', 'src/Dockerfile': 'FROM scratch\n' });

  expect([...graph.elements.keys()]).toEqual(['service:shop']);
});

test('a Go module around a program of another language is none of its code: a client in Go, published from the top', () => {
  const { graph } = analyse({
    'compose.yaml': 'services:\n  shop: { build: server }\n', 'server/Dockerfile': 'FROM node\nCOPY . .\n', 'server/package.json': '{ "name": "shop", "scripts": { "start": "node src/main.js" } }',
    'server/src/orders/index.ts': "import '../billing/index.js';\n", 'server/src/billing/index.ts': '',
    'go.mod': 'module github.com/acme/shop-client\n', 'catalog/catalog.go': 'package catalog\n', 'payments/pay.go': 'package payments\n',
  });

  expect([...graph.elements.keys()].filter((id) => id.startsWith('module:'))).toEqual(['module:billing', 'module:orders']);
});
