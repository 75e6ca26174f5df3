import { database } from '../../database.js';
import { openInvoices } from '../billing/internal/ledger.js';
import { countOrders } from '../orders/internal/order-table.js';

export const discounts = new Map<string, number>();

export async function productPage(id: string): Promise<unknown> {
  const product = await database.query('SELECT id, price FROM products WHERE id = $1', [id]);
  return { ...product.rows[0], sold: await countOrders(id), unpaid: await openInvoices(id) };
}
