using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Shop.Domain;

public static class DataExtensions
{
    public static void AddShopData(this IServiceCollection services, IConfiguration configuration) =>
        services.AddDbContext<ShopContext>(options => options.UseNpgsql(configuration.GetConnectionString("Shop")));
}
