import { database } from '../../database.js';

export async function invoice(orderId: string, amount: number): Promise<void> {
  await database.query('INSERT INTO billing.invoices (order_id, amount) VALUES ($1, $2)', [orderId, amount]);
}

export async function findInvoices(orderId: string): Promise<unknown[]> {
  const found = await database.query('SELECT id, amount FROM billing.invoices WHERE order_id = $1', [orderId]);
  return found.rows;
}
