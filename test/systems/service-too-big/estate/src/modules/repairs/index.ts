import { database } from '../../database.js';
import { termsOf } from '../leases/terms.js';
import { charge } from '../rents/accounts.js';
import { nameOf } from '../tenants/register.js';

export async function reportDamage(flat: string, text: string): Promise<void> {
  const terms = await termsOf(flat);
  if (terms.repairsPaidByTenant) await charge(flat, 100);
  await database.query('INSERT INTO repairs (flat, tenant, text) VALUES ($1, $2, $3)', [flat, await nameOf(flat), text]);
}
