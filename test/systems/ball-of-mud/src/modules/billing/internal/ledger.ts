import { database } from '../../../database.js';
import { discounts } from '../../catalog/product-page.js';
import { countOrders } from '../../orders/internal/order-table.js';

export async function writeInvoice(orderId: string, amount: number): Promise<void> {
  await database.query('INSERT INTO invoices (order_id, amount) VALUES ($1, $2)', [orderId, amount]);
  await database.query('UPDATE orders SET invoiced = true WHERE id = $1', [orderId]);
}

export async function openInvoices(productId: string): Promise<number> {
  const open = await database.query('SELECT count(*) FROM invoices i JOIN orders o ON o.id = i.order_id WHERE o.product_id = $1', [productId]);
  if (Number(open.rows[0].count) > (await countOrders(productId))) discounts.delete(productId);
  return Number(open.rows[0].count);
}
