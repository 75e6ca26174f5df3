import { database } from '../../database.js';
import { writeInvoice } from '../billing/internal/ledger.js';
import { discounts, productPage } from '../catalog/product-page.js';

export async function placeOrder(productId: string, quantity: number): Promise<string> {
  await productPage(productId);
  await database.query('UPDATE products SET sold = sold + $1 WHERE id = $2', [quantity, productId]);
  const order = await database.query('INSERT INTO orders (product_id, quantity) VALUES ($1, $2) RETURNING id', [productId, quantity]);
  await writeInvoice(order.rows[0].id, quantity * (discounts.get(productId) ?? 1));
  return order.rows[0].id;
}
