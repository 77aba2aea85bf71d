using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Host;
using Palveluohjaus.Testing;

namespace Palveluohjaus.EndToEnd.Tests;

/// <summary>The product's server on a free loopback port on days of the test's choosing, over a county of three units and one client.</summary>
internal sealed class DatedServer : IAsyncDisposable
{
    /// <summary>Everybody's here.</summary>
    private const string Password = "Suviranta kello 14.10";

    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock;
    private WebApplication _server = null!;

    private DatedServer(DateTime local) => _clock = new ManualClock(new DateTimeOffset(CountyCalendar.Helsinki.ToUtc(local)));

    public string Folder => _folder.FullName;

    public IServiceProvider Services => _server.Services;

    public static async Task<DatedServer> StartAsync(DateTime local)
    {
        var dated = new DatedServer(local);
        dated._server = WebApp.Build(new WebAppOptions
        {
            DataDirectory = dated.Folder,
            Urls = ["http://127.0.0.1:0"],
            SignInAttemptsPerMinute = 1000,
            ConfigureServices = services => services.AddSingleton<TimeProvider>(dated._clock),
        });
        await Storage.PrepareAsync(dated.Services, CancellationToken.None);
        await using (var scope = dated.Services.CreateAsyncScope())
            await FillAsync(scope.ServiceProvider.GetRequiredService<GuidanceDbContext>());

        await dated._server.StartAsync();
        return dated;
    }

    /// <summary>It is now this time in the county, and this account sits down at a browser of its own. Time only goes on.</summary>
    public async Task<IPage> AtAsync(DateTime local, string account)
    {
        _clock.Advance(CountyCalendar.Helsinki.ToUtc(local) - _clock.GetUtcNow().UtcDateTime);
        var page = await Browser.OpenAsync(new Uri(_server.Urls.Single()));
        page.SetDefaultTimeout(15_000);
        await Browser.SignInAsync(page, account, Password);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private static async Task FillAsync(GuidanceDbContext guidance)
    {
        guidance.Add(new WellbeingCounty { NameFi = "Suvirannan hyvinvointialue", NameSv = "Sommarstrands välfärdsområde", NameEn = "Suviranta wellbeing services county", IsFictional = true });
        guidance.Add(new Municipality { Code = "901", NameFi = "Suviranta", NameSv = "Sommarstrand", LanguageStatus = MunicipalityLanguageStatus.BilingualFinnishMajority, Population = 10_000, PopulationYear = 2024 });
        AddUnit(guidance, "ITA", "Asiakasohjaus", ("sanna", "Sanna Koivu", AccountRole.Guide), ("liisa", "Liisa Salmi", AccountRole.TeamLead));
        AddUnit(guidance, "KOTI", "Kotihoito", ("pekka", "Pekka Lahti", AccountRole.Guide));
        AddUnit(guidance, "KUNTO", "Kotikuntoutus", ("ritva", "Ritva Ranta", AccountRole.Guide));
        guidance.Add(new Client
        {
            GivenName = "Helmi", FamilyName = "Kuusisaari", FoldedName = "kuusisaari helmi", DateOfBirth = new DateOnly(1947, 5, 14), Sex = Sex.Female, MunicipalityCode = "901",
            ServiceLanguage = ServiceLanguage.Finnish, CreatedAtUtc = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        });
        await guidance.SaveChangesAsync();
        await new ClientIndex(guidance).AddMissingAsync(CancellationToken.None);
    }

    private static void AddUnit(GuidanceDbContext guidance, string code, string name, params (string Account, string Name, AccountRole Role)[] people)
    {
        var unit = new Unit { Source = GuidanceCase.OwnSource, Code = code, NameFi = name, NameSv = $"{name} sv", NameEn = $"{name} en" };
        guidance.Add(unit);
        foreach (var (account, workerName, role) in people)
        {
            var worker = new Worker { Source = GuidanceCase.OwnSource, Code = account, Name = workerName, UnitId = unit.Id };
            guidance.Add(worker);
            guidance.Add(new Account
            {
                UserName = account, NormalizedUserName = account.ToUpperInvariant(), PasswordHash = new PasswordHasher<Account>().HashPassword(null!, Password), SecurityStamp = Guid.NewGuid().ToString(),
                LockoutEnabled = true, WorkerId = worker.Id, Roles = [role], CreatedAtUtc = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            });
        }
    }
}
