import { database } from '../../../database.js';
import { openInvoices } from '../../billing/internal/ledger.js';

export async function countOrders(productId: string): Promise<number> {
  const orders = await database.query('SELECT count(*) FROM orders WHERE product_id = $1', [productId]);
  return Number(orders.rows[0].count) - (await openInvoices(productId));
}
