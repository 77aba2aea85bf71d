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
using Palveluohjaus.Guidance.Workbench;
using Palveluohjaus.SyntheticCounty;

namespace Palveluohjaus.Bench;

/// <summary>The workbench and the client card as the server reads them, audit rows included, in a county of 500,000 clients and 3 million contacts on disk. Asked: 100 ms.</summary>
internal static class DeskBench
{
    /// <summary>The generated county has the staff of a small one whatever its size: its open matters are spread over so many units and workers instead.</summary>
    private const int Units = 30;

    private const int WorkersOfUnit = 20;
    private const int ContactsToday = 10_000;
    private const int CallbackEvery = 8;
    private const int Rounds = 100;
    private const string WorkerName = "Worker";

    /// <param name="options">How many clients and years; then, to measure again without generating, a folder that is filled when it is empty and kept.</param>
    public static async Task<int> RunAsync(string[] options)
    {
        var parameters = options is [var clients, var years, ..]
            ? new CountyParameters { ClientCount = int.Parse(clients, CultureInfo.InvariantCulture), Years = double.Parse(years, CultureInfo.InvariantCulture) }
            : new CountyParameters { ClientCount = 500_000, Years = 1.8 };
        var kept = options is [_, _, var given] ? Directory.CreateDirectory(given).FullName : null;
        using var database = new BenchDatabase(kept);
        await FactsBench.GenerateAsync(parameters, database);
        if ((await ReadActorsAsync(database.Open)).Count == 0)
            await SpreadAsync(database.Open);
        await MeasureAsync(database.Open, database.Vault, await ReadActorsAsync(database.Open));
        return 0;
    }

    private static async Task<IReadOnlyList<Actor>> ReadActorsAsync(Func<GuidanceDbContext> open)
    {
        await using var guidance = open();
        var workers = await guidance.Workers.Where(worker => worker.Name.StartsWith(WorkerName) && worker.UnitId != null).OrderBy(worker => worker.Code).ToListAsync();
        return workers.ConvertAll(worker => new Actor(worker.Code, worker.Id, worker.UnitId) { UnitIds = [worker.UnitId!.Value] });
    }

    private static async Task SpreadAsync(Func<GuidanceDbContext> open)
    {
        await using var guidance = open();
        var actors = new List<Actor>();
        var random = new Random(7);
        for (var number = 0; number < Units; number++)
        {
            var code = string.Create(CultureInfo.InvariantCulture, $"B{number:D2}");
            var unit = new Unit { Source = GuidanceCase.OwnSource, Code = code, NameFi = code, NameSv = code, NameEn = code };
            guidance.Add(unit);
            for (var worker = 0; worker < WorkersOfUnit; worker++)
            {
                var made = new Worker { Source = GuidanceCase.OwnSource, Code = string.Create(CultureInfo.InvariantCulture, $"{code}-{worker:D2}"), Name = $"{WorkerName} {code}", UnitId = unit.Id };
                guidance.Add(made);
                actors.Add(new Actor(made.Code, made.Id, unit.Id) { UnitIds = [unit.Id] });
            }
        }

        await guidance.SaveChangesAsync();
        var unitIds = actors.Select(actor => actor.UnitId!.Value).Distinct().ToList();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var contactsLeft = ContactsToday;
        while (true)
        {
            guidance.ChangeTracker.Clear();
            var cases = await guidance.Cases.Where(each => each.ClosedAtUtc == null && (each.ResponsibleUnitId == null || !unitIds.Contains(each.ResponsibleUnitId.Value))).Take(2_000).ToListAsync();
            if (cases.Count == 0)
                break;
            foreach (var each in cases)
            {
                var actor = actors[random.Next(actors.Count)];
                each.AssignTo(actor.UnitId, each.ResponsibleWorkerId is null ? null : actor.WorkerId);
                if (contactsLeft-- <= 0)
                    continue;
                guidance.Add(new Contact
                {
                    CaseId = each.Id,
                    ClientId = each.ClientId,
                    OpensCase = false,
                    Initiator = ContactInitiator.Client,
                    Channel = ContactChannel.Phone,
                    StartedAtUtc = now.AddMinutes(-random.Next(120)),
                    HandlingTimeMinutes = 10,
                    Themes = [NeedReason.Housing],
                    Outcome = contactsLeft % CallbackEvery == 0 ? ContactOutcome.Callback : ContactOutcome.GuidedToService,
                    CallbackPromisedAtUtc = contactsLeft % CallbackEvery == 0 ? now.AddMinutes(random.Next(-60, 600)) : null,
                    UnitId = actor.UnitId,
                    WorkerId = actor.WorkerId,
                    RecordedAtUtc = now,
                });
            }

            await guidance.SaveChangesAsync();
        }
    }

    private static async Task MeasureAsync(Func<GuidanceDbContext> open, IdentityCodeVault vault, IReadOnlyList<Actor> actors)
    {
        var random = new Random(8);
        var calendar = CountyCalendar.Helsinki;
        var forecasts = new DeadlineForecasts();
        Console.WriteLine("     p50      p95      max  ms");
        foreach (var view in Enum.GetValues<WorkView>())
        {
            await MeasureOneAsync($"workbench, {view}", async (guidance, actor) =>
                await new ReadWorkbench(guidance, new ReadToday(guidance, calendar, TimeProvider.System), DeadlineBook.Shipped, forecasts, calendar, TimeProvider.System).ReadAsync(new WorkAsked(view), actor, CancellationToken.None));
            await MeasureOneAsync($"today's contacts, {view}", async (guidance, actor) =>
                await new ReadToday(guidance, calendar, TimeProvider.System).ReadPageAsync(TodayList.Contacts, view, 1, actor, CancellationToken.None));
        }

        await MeasureOneAsync("the menu's count", async (guidance, actor) => await new CountOwnWork(guidance).CountAsync(actor, CancellationToken.None));
        ILookup<Guid, Guid> cards;
        await using (var guidance = open())
        {
            cards = (await guidance.Cases.Where(each => each.ClosedAtUtc == null && each.ClientId != null && each.ResponsibleUnitId != null)
                .Select(each => new { UnitId = each.ResponsibleUnitId!.Value, ClientId = each.ClientId!.Value }).ToListAsync()).ToLookup(each => each.UnitId, each => each.ClientId);
        }

        await MeasureOneAsync("client card", async (guidance, actor) =>
        {
            var ofUnit = cards[actor.UnitId!.Value].ToList();
            if (ofUnit.Count == 0)
                return;
            var clientId = ofUnit[random.Next(ofUnit.Count)];
            var ground = (await new ClientGrounds(guidance, TimeProvider.System).FindAsync(clientId, AuditReasons.ClientCard, actor, CancellationToken.None))!;
            await new ReadClient(guidance, vault, TimeProvider.System).ReadAsync(clientId, DetailsRight.OrdinaryOnly, actor, ground, CancellationToken.None);
            await new ReadClientMatters(guidance, DeadlineBook.Shipped, calendar, TimeProvider.System).ReadAsync(clientId, new MattersAsked(), actor, ground, CancellationToken.None);
        });

        async Task MeasureOneAsync(string what, Func<GuidanceDbContext, Actor, Task> run)
        {
            var milliseconds = new List<double>();
            for (var round = -5; round < Rounds; round++)
            {
                // As a request does it: a context of its own. The first rounds warm the queries up.
                await using var guidance = open();
                var actor = actors[random.Next(actors.Count)];
                var watch = Stopwatch.StartNew();
                await run(guidance, actor);
                if (round >= 0)
                    milliseconds.Add(watch.Elapsed.TotalMilliseconds);
            }

            milliseconds.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{milliseconds[milliseconds.Count / 2],8:F1} {milliseconds[milliseconds.Count * 95 / 100],8:F1} {milliseconds[^1],8:F1}  {what}"));
        }
    }
}
