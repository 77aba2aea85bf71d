using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Services.Catalogue;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Services;

/// <summary>The catalogue's address, played by a server on loopback.</summary>
[TestClass]
public sealed class PtvAddressTests : IDisposable
{
    private static readonly PtvAddressOptions Quick = new() { RetryDelay = TimeSpan.Zero, Attempts = 3, Timeout = TimeSpan.FromSeconds(20) };
    private readonly TestDatabase _database = new();
    private readonly List<string> _asked = [];

    [TestMethod]
    public async Task Pages_are_followed_to_the_last_and_a_fault_on_the_way_is_asked_again()
    {
        var faults = 0;
        await using var server = await ServeAsync(async (page, context) =>
        {
            if (page == 2 && faults++ == 0)
                context.Response.StatusCode = 504;
            else
                await context.Response.WriteAsync(Catalogue.Page(page, 3, Catalogue.Service($"s{page}", $"Palvelu {page}")));
        });

        var result = await RunAsync(AddressOf(server, "/Service/list/area?code=905&page=7"), isComplete: true);

        Assert.IsTrue(result.IsWhole, string.Join(", ", result.Files.Select(file => file.Problem)));
        CollectionAssert.AreEqual((string[])["?code=905&page=1", "?code=905&page=2", "?code=905&page=2", "?code=905&page=3"], _asked);
        Assert.AreEqual(3, await CountAsync());
    }

    [TestMethod]
    [DataRow(500, PtvProblemKind.NoAnswer, 3)]
    [DataRow(404, PtvProblemKind.Refused, 1)]
    public async Task What_is_not_answered_is_given_up_and_named(int status, PtvProblemKind problem, int asked)
    {
        await using var server = await ServeAsync((_, context) =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        var result = await RunAsync(AddressOf(server, "/Service"), isComplete: true);

        Assert.AreEqual((problem, asked, NotCompleteReason.FileRefused), (result.Files.Single().Problem!.Value, _asked.Count, result.NotComplete!.Value));
    }

    [TestMethod]
    public async Task An_answer_that_breaks_off_leaves_the_pages_before_it_and_withdraws_nothing()
    {
        await using var server = await ServeAsync(async (page, context) =>
        {
            var json = Catalogue.Page(page, 2, Catalogue.Service($"s{page}", $"Palvelu {page}"));
            if (page == 2)
            {
                context.Response.ContentLength = json.Length + 1000;
                await context.Response.WriteAsync(json);
                await context.Response.Body.FlushAsync();
                context.Abort();
                return;
            }

            await context.Response.WriteAsync(json);
        });

        var result = await RunAsync(AddressOf(server, "/Service"), isComplete: true);

        CollectionAssert.AreEqual(new PtvProblemKind?[] { null, PtvProblemKind.NoAnswer }, result.Files.Select(file => file.Problem).ToArray());
        Assert.AreEqual((1, NotCompleteReason.FileRefused), (await CountAsync(), result.NotComplete!.Value));
    }

    [TestMethod]
    public async Task More_pages_than_any_catalogue_has_and_another_page_than_was_asked_for_are_refused()
    {
        await using var many = await ServeAsync((page, context) => context.Response.WriteAsync(Catalogue.Page(page, 5000, Catalogue.Service("a", "Palvelu"))));
        Assert.AreEqual(PtvProblemKind.TooManyPages, (await RunAsync(AddressOf(many, "/Service"), isComplete: false)).Files[^1].Problem);

        await using var wrong = await ServeAsync((_, context) => context.Response.WriteAsync(Catalogue.Page(1, 3, Catalogue.Service("a", "Palvelu"))));
        Assert.AreEqual(PtvProblemKind.WrongPage, (await RunAsync(AddressOf(wrong, "/Service"), isComplete: false)).Files[^1].Problem);
    }

    public void Dispose() => _database.Dispose();

    private async Task<WebApplication> ServeAsync(Func<int, HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.Run(context =>
        {
            _asked.Add(context.Request.QueryString.Value!);
            return answer(int.Parse(context.Request.Query["page"].ToString(), CultureInfo.InvariantCulture), context);
        });
        await server.StartAsync();
        return server;
    }

    private static Uri AddressOf(WebApplication server, string path) =>
        new(new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), path);

    private async Task<ServiceImportResult> RunAsync(Uri address, bool isComplete)
    {
        await using var guidance = _database.OpenGuidance();
        return await new ImportServices(guidance, PtvMapping.Shipped, TimeProvider.System).RunAsync(address, Quick, isComplete, new Actor("test"), null, CancellationToken.None);
    }

    private async Task<int> CountAsync()
    {
        await using var guidance = _database.OpenGuidance();
        return await guidance.GuidanceServices.CountAsync();
    }
}
