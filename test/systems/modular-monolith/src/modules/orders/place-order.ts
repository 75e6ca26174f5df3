import { database } from '../../database.js';
import { invoice } from '../billing/index.js';
import { findProduct } from '../catalog/index.js';

export async function placeOrder(productId: string, quantity: number): Promise<string> {
  const product = await findProduct(productId);
  if (product === undefined) throw new Error(`no product ${productId}`);
  const order = await database.query('INSERT INTO orders.orders (product_id, quantity) VALUES ($1, $2) RETURNING id', [productId, quantity]);
  await invoice(order.rows[0].id, product.price * quantity);
  return order.rows[0].id;
}
