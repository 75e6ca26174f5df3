export const services = {
  orders: process.env.ORDERS_URL ?? 'http://orders:3000',
  catalog: process.env.CATALOG_URL ?? 'http://catalog:3000',
  customers: process.env.CUSTOMERS_URL ?? 'http://customers:3000',
};
