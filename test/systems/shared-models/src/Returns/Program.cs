using Shop.Domain;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddShopData(builder.Configuration);
var app = builder.Build();
app.MapGet("/returns/{id}", (ShopContext data, int id) => data.Orders.Find(id));
app.Run();
