import { database } from '../../database.js';
import { termsOf } from '../leases/terms.js';
import { openRepairs } from '../repairs/orders.js';

export async function collectRents(month: string): Promise<number> {
  const flats = await database.query('SELECT flat FROM leases');
  let total = 0;
  for (const { flat } of flats.rows) {
    const { rent } = await termsOf(flat);
    total += (await openRepairs(flat)) > 2 ? rent / 2 : rent;
    await database.query('INSERT INTO rents (flat, month) VALUES ($1, $2)', [flat, month]);
  }
  return total;
}
