using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Reporting.Storage;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Host.Tests.Web;

/// <summary>A migrated database in a folder of its own, with a small invented county: enough for one desk.</summary>
internal sealed class DeskDatabase : IDisposable
{
    public const string HelmiName = "Helmi Kuusisaari";

    /// <summary>Everybody's here.</summary>
    public const string Password = "Suviranta kello 10.42";

    /// <summary>Hashing is slow on purpose, and nearly every test signs in.</summary>
    public const int HashIterations = 1000;

    /// <summary>A guide of the eastern unit.</summary>
    public const string Sanna = "sanna";

    /// <summary>A guide of home care.</summary>
    public const string Pekka = "pekka";

    /// <summary>The eastern unit's team lead, who may see protected details.</summary>
    public const string Liisa = "liisa";

    /// <summary>A manager.</summary>
    public const string Mauri = "mauri";

    /// <summary>An analyst.</summary>
    public const string Anna = "anna";

    /// <summary>An admin.</summary>
    public const string Yrjo = "yrjo";

    private static readonly string PasswordHash = new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = HashIterations })).HashPassword(null!, Password);

    private static readonly Lazy<string> EmptyTemplate = new(() => CreateTemplate(fill: null));
    private static readonly Lazy<string> CountylessTemplate = new(() => CreateTemplate(guidance => AddAccount(guidance, Anna, "Anna Analin", AccountRole.Analyst)));
    private static readonly Lazy<string> Template = new(() => CreateTemplate(Fill));

    public DeskDatabase()
        : this(Template.Value)
    {
    }

    private DeskDatabase(string template)
    {
        Directory.CreateDirectory(Folder);
        foreach (var file in (string[])[EmbeddedDatabase.FileName, EmbeddedDatabase.FactsFileName])
            File.Copy(Path.Combine(template, file), Path.Combine(Folder, file));
    }

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"palveluohjaus-{Guid.NewGuid():N}");

    /// <summary>Not even an account, as after the product's first start.</summary>
    public static DeskDatabase Empty() => new(EmptyTemplate.Value);

    /// <summary>Anna's account and no county.</summary>
    public static DeskDatabase Countyless() => new(CountylessTemplate.Value);

    public GuidanceDbContext Open() => Open(Folder);

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }

    private static SqliteGuidanceDbContext Open(string folder)
    {
        var options = new DbContextOptionsBuilder<SqliteGuidanceDbContext>();
        options.UseEmbeddedDatabase(EmbeddedDatabase.ConnectionString(folder) + ";Pooling=False");
        return new SqliteGuidanceDbContext(options.Options, TestDatabase.Seal);
    }

    private static string CreateTemplate(Action<GuidanceDbContext>? fill)
    {
        var folder = Directory.CreateTempSubdirectory("palveluohjaus-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        // The product's own services: each migration is noted where the product looks for it.
        using var services = new ServiceCollection().AddPalveluohjaus(folder).BuildServiceProvider();
        using var scope = services.CreateScope();
        var guidance = scope.ServiceProvider.GetRequiredService<GuidanceDbContext>();
        var reporting = scope.ServiceProvider.GetRequiredService<ReportingDbContext>();
        guidance.Database.Migrate();
        reporting.Database.Migrate();
        fill?.Invoke(guidance);
        guidance.SaveChanges();
        new ClientIndex(guidance).AddMissingAsync(CancellationToken.None).GetAwaiter().GetResult();
        foreach (var database in (DatabaseFacade[])[guidance.Database, reporting.Database])
            database.ExecuteSqlRaw("PRAGMA wal_checkpoint(TRUNCATE)");
        return folder;
    }

    private static void Fill(GuidanceDbContext guidance)
    {
        guidance.Add(new WellbeingCounty { NameFi = "Suvirannan hyvinvointialue", NameSv = "Sommarstrands välfärdsområde", NameEn = "Suviranta wellbeing services county", IsFictional = true });
        guidance.Add(Municipality("901", "Suviranta", "Sommarstrand"));
        guidance.Add(Municipality("902", "Ojankylä", "Dikesby"));
        var east = Unit("ITA", "Asiakasohjaus, itäinen", "Klienthandledning, östra", "Client guidance, east");
        var home = Unit("KOTI", "Kotihoito", "Hemvård", "Home care");
        guidance.AddRange(east, home);
        AddAccount(guidance, Sanna, "Sanna Koivu", AccountRole.Guide, east);
        AddAccount(guidance, Pekka, "Pekka Lahti", AccountRole.Guide, home);
        AddAccount(guidance, Liisa, "Liisa Salmi", AccountRole.TeamLead, east, maySeeProtected: true);
        AddAccount(guidance, Mauri, "Mauri Mannila", AccountRole.Manager);
        AddAccount(guidance, Anna, "Anna Analin", AccountRole.Analyst);
        AddAccount(guidance, Yrjo, "Yrjö Ylitalo", AccountRole.Admin);
        guidance.Add(new Worker { Source = "receipt", Code = "a000", Name = "Imported", UnitId = null });
        guidance.Add(Client("Helmi", "Kuusisaari", new DateOnly(1947, 5, 14), ServiceLanguage.Finnish));
        guidance.Add(Client("Åke", "Öhman", new DateOnly(1951, 2, 2), ServiceLanguage.Swedish));
        guidance.Add(Client("Salla", "Suojattu", new DateOnly(1990, 1, 1), ServiceLanguage.Finnish, isProtected: true));
        for (var i = 0; i < 25; i++)
            guidance.Add(Client($"Aada{i}", "Virtanen", new DateOnly(1980, 1, 1).AddDays(i), ServiceLanguage.Finnish));
    }

    private static void AddAccount(GuidanceDbContext guidance, string name, string workerName, AccountRole role, Unit? unit = null, bool maySeeProtected = false)
    {
        var worker = new Worker { Source = GuidanceCase.OwnSource, Code = name, Name = workerName, UnitId = unit?.Id };
        guidance.Add(worker);
        guidance.Add(new Account
        {
            UserName = name,
            NormalizedUserName = name.ToUpperInvariant(),
            PasswordHash = PasswordHash,
            SecurityStamp = Guid.NewGuid().ToString(),
            LockoutEnabled = true,
            WorkerId = worker.Id,
            Roles = [role],
            MaySeeProtected = maySeeProtected,
            CreatedAtUtc = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        });
    }

    private static Municipality Municipality(string code, string finnish, string swedish) => new()
    {
        Code = code,
        NameFi = finnish,
        NameSv = swedish,
        LanguageStatus = MunicipalityLanguageStatus.BilingualFinnishMajority,
        Population = 10_000,
        PopulationYear = 2024,
    };

    private static Unit Unit(string code, string finnish, string swedish, string english) =>
        new() { Source = GuidanceCase.OwnSource, Code = code, NameFi = finnish, NameSv = swedish, NameEn = english };

    private static Client Client(string given, string family, DateOnly born, ServiceLanguage language, bool isProtected = false) => new()
    {
        GivenName = given,
        FamilyName = family,
        FoldedName = NameFolding.Fold(family, given),
        DateOfBirth = born,
        Sex = Sex.Female,
        MunicipalityCode = isProtected ? "902" : "901",
        ServiceLanguage = language,
        IsProtected = isProtected,
        CreatedAtUtc = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
    };
}
