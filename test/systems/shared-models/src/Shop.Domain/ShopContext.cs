using Microsoft.EntityFrameworkCore;

namespace Shop.Domain;

public class Order
{
    public int Id { get; set; }
    public decimal Total { get; set; }
    public bool IsRefundable() => Total < 500;
}

public class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();
}
