import { beforeAll, expect, test } from 'vitest';
import { loadGrammarsForTest } from '../support/grammars.js';
import { linkTexts, relationsOf } from '../support/link-texts.js';

beforeAll(() => loadGrammarsForTest('go', 'python', 'rust'));

const COMPOSE = 'services:\n  orders: { build: ./orders }\n  stock: { image: shop/stock }\n  db: { image: postgres }\n';

test('Go: constants of the same package, settings of another one, and what a caller passes', () => {
  const graph = linkTexts({
    'compose.yaml': COMPOSE,
    'orders/go.mod': 'module shop.io/orders\n',
    'orders/names.go': 'package main\nconst stockScheme = "http://"\n',
    'orders/config/config.go': 'package config\n\ntype Settings struct { Stock string }\nfunc Load() Settings { return Settings{Stock: "stock:9000"} }\n',
    'orders/main.go': `package main
import ("net/http"; "shop.io/orders/config"; "shop.io/orders/store")
func items(c config.Settings) { http.Get(stockScheme + c.Stock + "/items") }
func main() { store.Open("postgres://db/shop") }
`,
    'orders/store/store.go': 'package store\nimport "database/sql"\nfunc Open(dsn string) { sql.Open("postgres", dsn) }\n',
  });

  expect(relationsOf(graph)).toEqual(['service:orders -calls-> service:stock, declared', 'service:orders -stores-> datastore:db, declared']);
});

test('Python: modules beside and above, objects of them, the settings of Django', () => {
  const graph = linkTexts({
    'compose.yaml': COMPOSE,
    'orders/requirements.txt': 'requests\ndjango\n',
    'orders/app/config.py': 'class Config:\n    STOCK = "stock:9000"\n',
    'orders/app/views/items.py': 'import requests\nfrom app.config import Config\nfrom ..paths import ITEMS\ndef items():\n    return requests.get(f"http://{Config.STOCK}{ITEMS}")\n',
    'orders/app/paths.py': 'ITEMS = "/items"\n',
    'orders/shop/settings.py': 'SHOP_DB = "postgres://db/shop"\n',
    'orders/app/store.py': 'import psycopg2\nfrom django.conf import settings\npsycopg2.connect(settings.SHOP_DB)\n',
  });

  expect(relationsOf(graph)).toEqual(['service:orders -calls-> service:stock, declared', 'service:orders -stores-> datastore:db, declared']);
});

test('Rust: constants and settings of other modules, and of a crate beside', () => {
  const graph = linkTexts({
    'compose.yaml': COMPOSE,
    'orders/Cargo.toml': '[package]\nname = "orders"\n[dependencies]\nreqwest = "0.12"\nshop-store = { path = "../store" }\n',
    'orders/src/settings.rs': 'pub struct Settings { pub stock: String }\nimpl Settings { pub fn load() -> Self { Self { stock: "stock:9000".to_string() } } }\n',
    'orders/src/paths.rs': 'pub const SCHEME: &str = "http://";\n',
    'orders/src/items.rs': `use crate::settings::Settings;
use crate::paths;
async fn items(settings: &Settings) { reqwest::get(format!("{}{}/items", paths::SCHEME, settings.stock)).await; }
async fn open() { sqlx::PgPool::connect(shop_store::DSN).await; }
`,
    'store/Cargo.toml': '[package]\nname = "shop-store"\n[lib]\nname = "shop_store"\n',
    'store/src/lib.rs': 'pub const DSN: &str = "postgres://db/shop";\n',
  });

  expect(relationsOf(graph)).toEqual(['service:orders -calls-> service:stock, declared', 'service:orders -stores-> datastore:db, declared']);
});
