using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using MimeKit;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Deadlines.Forecast;
using Palveluohjaus.Guidance.Mail;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Guidance.Texts;
using Palveluohjaus.Guidance.Warnings;
using Palveluohjaus.Guidance.Workbench;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Warnings;

/// <summary>
/// A unit of two guides, Sanna and Oskar, and a lead, Lea, with a mail server beside it. It is 10.42 on Tuesday 17.3.2026, and who gets in touch is
/// promised an answer by the end of the next working day: half of it is used on Wednesday at 5.21 and 80 % at 16.33.
/// </summary>
internal sealed class WarningDesk : IAsyncDisposable
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
    private readonly TestDatabase _database = new();

    public WarningDesk()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fi-FI");
        (Sanna, Oskar, Lea) = (Worker("sanna"), Worker("oskar"), Worker("lea"));
        using var guidance = Open();
        guidance.Add(new Municipality { Code = "901", NameFi = "Suviranta", NameSv = "Sommarstrand", LanguageStatus = MunicipalityLanguageStatus.Finnish, Population = 1, PopulationYear = 2024 });
        guidance.Add(East);
        guidance.SaveChanges();
        guidance.AddRange(Sanna, Oskar, Lea, Helmi);
        guidance.SaveChanges();
        guidance.AddRange(AccountOf(Sanna, AccountRole.Guide), AccountOf(Oskar, AccountRole.Guide), AccountOf(Lea, AccountRole.TeamLead));
        guidance.SaveChanges();
    }

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 3, 17, 8, 42, 0, TimeSpan.Zero));
    public Unit East { get; } = new() { Source = GuidanceCase.OwnSource, Code = "ITA", NameFi = "Itäinen palveluohjaus", NameSv = "Östra servicehandledningen", NameEn = "Eastern guidance" };
    public Worker Sanna { get; }
    public Worker Oskar { get; }
    public Worker Lea { get; }
    public SmtpServer Server { get; set; } = SmtpServer.Start();
    public List<string> Log { get; } = [];
    public DateTime NowUtc => Clock.GetUtcNow().UtcDateTime;
    public MailSettings Settings => new() { Host = "127.0.0.1", Port = Server.Port, Security = MailSecurity.None, From = "palveluohjaus@county.example", BaseUrl = new Uri("https://ohjaus.county.example/"), TimeoutSeconds = 5 };

    /// <summary>Whose details are protected: nothing of anybody's is ever in a mail, and nothing of hers.</summary>
    public Client Helmi { get; } = new()
    {
        GivenName = "Helmi",
        FamilyName = "Suojattu",
        FoldedName = "suojattu helmi",
        DateOfBirth = new DateOnly(1947, 5, 14),
        Sex = Sex.Female,
        MunicipalityCode = "901",
        ServiceLanguage = ServiceLanguage.Finnish,
        CreatedAtUtc = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        IsProtected = true,
    };

    public GuidanceDbContext Open() => _database.OpenGuidance();

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _database.Dispose();
    }

    public void To(string local) => Clock.Advance(TimeZoneInfo.ConvertTimeToUtc(DateTime.ParseExact($"2026.{local}", "yyyy.d.M. H.mm", CultureInfo.InvariantCulture), CountyCalendar.Helsinki.Zone) - NowUtc);

    public async Task<Guid> AddCaseAsync(Worker? holder, Client? client = null)
    {
        await using var guidance = Open();
        var added = new GuidanceCase { ClientId = client?.Id, Source = GuidanceCase.OwnSource, Theme = NeedReason.Housing, Channel = ContactChannel.Phone, ReceivedAtUtc = NowUtc }.AssignTo(East.Id, holder?.Id);
        guidance.Add(added);
        guidance.AddRange(DeadlineBook.Shipped.Update(added, client?.DateOfBirth, [], [], new Dictionary<DeadlineTarget, DateTime>(), NowUtc).Begun);
        await guidance.SaveChangesAsync();
        return added.Id;
    }

    public async Task<int> RunAsync(MailSettings? settings = null, bool isOff = false)
    {
        await using var guidance = Open();
        var texts = Services.GetRequiredService<IStringLocalizer<GuidanceTexts>>();
        return await new WatchDeadlines(
            guidance, new MailInUse(isOff ? null : settings ?? Settings), texts, DeadlineRules.Shipped, new WorkWords(texts, DeadlineRules.Shipped, CountyCalendar.Helsinki, Clock), CountyCalendar.Helsinki, Clock, new Lines(Log))
            .RunAsync(CancellationToken.None);
    }

    /// <summary>Whom mail has come to since the last time one asked, with what.</summary>
    public List<(string To, MimeMessage Mail)> Arrived()
    {
        lock (Server.Taken)
        {
            var arrived = Server.Taken.ConvertAll(each => (each.To[..each.To.IndexOf('@', StringComparison.Ordinal)], MimeMessage.Load(new MemoryStream(Encoding.Latin1.GetBytes(each.Text)))));
            Server.Taken.Clear();
            return arrived;
        }
    }

    public string ArrivedAt() => string.Join(", ", Arrived().Select(each => each.To).Order(StringComparer.Ordinal));

    public async Task<T> ReadAsync<T>(Func<GuidanceDbContext, Task<T>> read)
    {
        await using var guidance = Open();
        return await read(guidance);
    }

    public Task ChangeAsync(Action<GuidanceDbContext> change) => ReadAsync(guidance =>
    {
        change(guidance);
        return guidance.SaveChangesAsync();
    });

    public async Task<DeadlineChange> AtDeskAsync(Func<CaseDeadlineDesk, Actor, Task<DeadlineChange>> act)
    {
        await using var guidance = Open();
        return await act(
            new CaseDeadlineDesk(guidance, DeadlineBook.Shipped, new KeepDeadlines(guidance, DeadlineBook.Shipped, Clock), new DeadlineForecasts(), CountyCalendar.Helsinki, Clock),
            new Actor("sanna", Sanna.Id, East.Id) { UnitIds = [East.Id] });
    }

    private Worker Worker(string name) => new() { Source = GuidanceCase.OwnSource, Code = name, Name = name, UnitId = East.Id };

    private static Account AccountOf(Worker worker, AccountRole role) => new()
    {
        UserName = worker.Code,
        NormalizedUserName = worker.Code.ToUpperInvariant(),
        WorkerId = worker.Id,
        Roles = [role],
        MailAddress = $"{worker.Code}@county.example",
        CreatedAtUtc = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
    };

    private sealed class Lines(List<string> lines) : ILogger<WatchDeadlines>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => lines.Add(formatter(state, exception));
    }
}
