import { database } from '../../database.js';
import { placeOrder } from '../orders/place-order.js';

export async function settle(orderId: string): Promise<void> {
  const order = await database.query('SELECT product_id, backordered FROM orders WHERE id = $1', [orderId]);
  await database.query('DELETE FROM invoices WHERE order_id = $1', [orderId]);
  if (order.rows[0].backordered) await placeOrder(order.rows[0].product_id, 1);
}
