using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Deadlines.Forecast;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Bench;

/// <summary>Every open deadline of 200,000 cases counted anew after a rule change, asked 30 s; and the deadline-risk forecast drawn from as many past ones.</summary>
internal static class DeadlinesBench
{
    private const int Cases = 200_000;
    private const int Batch = 20_000;
    private static readonly Actor Bench = new("bench");

    public static async Task<int> RunAsync()
    {
        using var database = new BenchDatabase();
        await FillAsync(database.Open);
        await CountAsync("deadlines begun by the shipped rules", database.Open, DeadlineRules.Shipped);
        var county = Directory.CreateDirectory(Path.Combine(database.Folder, DeadlineRules.FolderName)).FullName;
        await File.WriteAllTextAsync(Path.Combine(county, "saturdays.json"), """{ "workingDays": { "saturday": true, "christmasEve": false } }""");
        await CountAsync("counted anew: Saturday became a working day", database.Open, DeadlineRules.Read(county));
        await CountAsync("counted once more: nothing to change", database.Open, DeadlineRules.Read(county));
        await FitAsync(database.Open);
        return 0;
    }

    private static async Task FillAsync(Func<GuidanceDbContext> open)
    {
        await using var guidance = open();
        await guidance.Database.MigrateAsync();
        var unit = new Unit { Source = GuidanceCase.OwnSource, Code = "B", NameFi = "B", NameSv = "B", NameEn = "B" };
        guidance.Add(unit);
        guidance.Add(new Municipality { Code = "901", NameFi = "B", NameSv = "B", LanguageStatus = MunicipalityLanguageStatus.Finnish, Population = 1, PopulationYear = 2024 });
        await guidance.SaveChangesAsync();
        var (random, now) = (new Random(11), TimeProvider.System.GetUtcNow().UtcDateTime);
        for (var from = 0; from < Cases; from += Batch)
        {
            var (clients, cases, contacts, events) = (new List<Client>(), new List<GuidanceCase>(), new List<Contact>(), new List<CaseEvent>());
            for (var number = from; number < from + Batch; number++)
            {
                var received = now.AddMinutes(-random.Next(1, 300_000));
                var client = new Client
                {
                    GivenName = "Aada", FamilyName = string.Create(CultureInfo.InvariantCulture, $"Virtanen {number}"), FoldedName = string.Create(CultureInfo.InvariantCulture, $"virtanen {number} aada"),
                    DateOfBirth = new DateOnly(1935, 1, 1).AddDays(number % 12_000), Sex = Sex.Female, MunicipalityCode = "901", ServiceLanguage = ServiceLanguage.Finnish, CreatedAtUtc = received,
                };
                var made = new GuidanceCase { ClientId = client.Id, Source = GuidanceCase.OwnSource, Theme = NeedReason.Housing, Channel = ContactChannel.Phone, LifeStage = LifeStage.OlderPeople, ReceivedAtUtc = received }
                    .AssignTo(unit.Id, null);
                made.Raise(received);
                clients.Add(client);
                cases.Add(made);
                contacts.Add(new Contact
                {
                    CaseId = made.Id, ClientId = client.Id, OpensCase = true, Initiator = ContactInitiator.Client, Channel = ContactChannel.Phone, StartedAtUtc = received, HandlingTimeMinutes = 10,
                    Themes = [NeedReason.Housing], Outcome = ContactOutcome.FirstAssessment, UnitId = unit.Id, RecordedAtUtc = received,
                });
                events.Add(new CaseEvent { CaseId = made.Id, Kind = CaseEventKind.ContactLogged, OccurredAtUtc = received, RecordedAtUtc = received, UnitId = unit.Id });
                if (random.Next(3) == 0)
                    events.Add(new CaseEvent { CaseId = made.Id, Kind = CaseEventKind.NeedsAssessmentStarted, OccurredAtUtc = received.AddDays(random.Next(1, 20)), RecordedAtUtc = received.AddDays(20), UnitId = unit.Id });
            }

            await using var transaction = await guidance.Database.BeginTransactionAsync();
            await guidance.BulkInsertAsync(clients, CancellationToken.None);
            await guidance.BulkInsertAsync(cases, CancellationToken.None);
            await guidance.BulkInsertAsync(contacts, CancellationToken.None);
            await guidance.BulkInsertAsync(events, CancellationToken.None);
            await transaction.CommitAsync();
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Cases:N0} open cases stored"));
    }

    private static async Task CountAsync(string what, Func<GuidanceDbContext> open, DeadlineRules rules)
    {
        await using var guidance = open();
        var watch = Stopwatch.StartNew();
        var done = await new RecomputeDeadlines(guidance, new DeadlineBook(rules, CountyCalendar.Helsinki), TimeProvider.System).RunAsync(Bench, progress: null, CancellationToken.None);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds,6:F1} s  {what}: {done.Cases:N0} cases, {done.Changed:N0} changed, {done.Begun:N0} deadlines begun"));
    }

    private static async Task FitAsync(Func<GuidanceDbContext> open)
    {
        await using var guidance = open();
        var watch = Stopwatch.StartNew();
        var deadlines = await new FitDeadlineForecast(guidance, CountyCalendar.Helsinki, TimeProvider.System).RunAsync(Bench, CancellationToken.None);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds,6:F1} s  forecast drawn from {deadlines:N0} past deadlines"));
    }
}
