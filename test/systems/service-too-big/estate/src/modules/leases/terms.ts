import { database } from '../../database.js';

export async function termsOf(flat: string): Promise<{ rent: number; repairsPaidByTenant: boolean }> {
  const terms = await database.query('SELECT rent, repairs_paid_by_tenant FROM leases WHERE flat = $1', [flat]);
  return { rent: terms.rows[0].rent, repairsPaidByTenant: terms.rows[0].repairs_paid_by_tenant };
}
